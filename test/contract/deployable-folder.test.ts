import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addForwarder, writeDeployableFolder } from '../../packaging/deployable-folder.ts';
import { problemsOfTemplate } from './cloudformation-schemas.ts';
import { packagedFunctions } from './packaged-service.ts';

const root = mkdtempSync(join(tmpdir(), 'foliocast-deployable-'));
const folder = join(root, 'first');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

beforeAll(() => writeDeployableFolder(inject('packageDirectory'), folder));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the template takes its code from the deployer’s bucket, and every zip is there', () => {
  const template = JSON.parse(read('template.json'));
  const keys = Object.values<{ Type: string; Properties: { Code: unknown } }>(template.Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => JSON.stringify(Properties.Code));

  expect(keys).toHaveLength(packagedFunctions().length);
  for (const zip of readdirSync(join(folder, 'functions')))
    expect(keys).toContain(
      JSON.stringify({
        S3Bucket: { Ref: 'CodeBucket' },
        S3Key: { 'Fn::Sub': `\${CodePrefix}functions/${zip}` },
      }),
    );
  expect(JSON.stringify(template)).not.toContain('ServerlessDeploymentBucket');
  expect(JSON.stringify(template.Outputs ?? {})).not.toContain('"Export"');
  expect(problemsOfTemplate(template)).toEqual([]);
});

test('a stack that has another ledger refuses the template, until it is told the name', () => {
  const { Parameters, Outputs } = JSON.parse(read('template.json'));

  expect(Parameters.Ledger).toMatchObject({
    Default: 'foliocast-dev-ledger',
    AllowedValues: ['foliocast-dev-ledger'],
  });
  expect(Outputs.Ledger).toEqual({ Value: { Ref: 'Ledger' } });
});

test('the checksums are those of the files, as sha256sum reads them', () => {
  const lines = read('SHA256SUMS').trim().split('\n');

  expect(lines.length).toBeGreaterThan(packagedFunctions().length);
  for (const line of lines) {
    const [sum, file = ''] = line.split('  ');
    const contents = readFileSync(join(folder, file));
    expect(createHash('sha256').update(contents).digest('hex')).toBe(sum);
  }
});

test('checksums and the bill of materials are of all that is in the folder', async () => {
  const third = join(root, 'third');
  await writeDeployableFolder(inject('packageDirectory'), third, async () => {
    writeFileSync(join(third, 'foliocast.mjs'), 'export {};');
    return [{ path: 'node_modules/yargs', name: 'yargs', version: '18.2.0' }];
  });

  const listed = readFileSync(join(third, 'SHA256SUMS'), 'utf8').matchAll(/ {2}(.*)\n/g);
  const files = readdirSync(third, { recursive: true, encoding: 'utf8' });
  const { components } = JSON.parse(readFileSync(join(third, 'sbom.cdx.json'), 'utf8'));
  expect([...listed].map(([, file]) => file).sort()).toEqual(
    files.filter((file) => file !== 'functions' && file !== 'SHA256SUMS').sort(),
  );
  expect(components).toContainEqual(expect.objectContaining({ name: 'yargs', hashes: [expect.anything()] }));
});

test('the bill of materials has what is bundled, with its hash', () => {
  const { components } = JSON.parse(read('sbom.cdx.json'));
  const names = components.map(({ name }: { name: string }) => name);

  expect(names).toContain('@aws-sdk/client-service-catalog');
  expect(names).toContain('valibot');
  expect(names).not.toContain('vitest');
  expect(components.filter(({ hashes }: { hashes?: unknown }) => !hashes)).toEqual([]);
});

test('the same package makes the same folder', async () => {
  await writeDeployableFolder(inject('packageDirectory'), join(root, 'second'));

  expect(readFileSync(join(root, 'second/SHA256SUMS'), 'utf8')).toBe(read('SHA256SUMS'));
});

test('a forwarder that is packaged later is added, and nothing else in the folder changes', async () => {
  const later = join(root, 'later');
  await writeDeployableFolder(inject('packageDirectory'), later);
  const before = readFileSync(join(later, 'SHA256SUMS'), 'utf8');

  await addForwarder(inject('packageDirectory'), later);

  const after = readFileSync(join(later, 'SHA256SUMS'), 'utf8').split('\n');
  const [added = ''] = after.filter((line) => !before.includes(line));
  expect(added).toContain('forwarder.json');
  expect(after.filter((line) => line !== added).join('\n')).toBe(before);
});
