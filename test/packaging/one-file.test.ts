import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeOneFile } from '../../packaging/one-file.ts';
import { readConfig } from '../../packaging/read-config.ts';

const directory = mkdtempSync(join(tmpdir(), 'foliocast-one-file-'));
const path = join(directory, 'foliocast.mjs');
beforeAll(async () => {
  const config = join(directory, 'config.yml');
  writeFileSync(config, "principals: { alwaysRefuse: ['role/aws-reserved/*'] }");
  await writeOneFile(await readConfig(config), path);
});
afterAll(() => rmSync(directory, { recursive: true }));

/** In an empty folder, with nothing of this project's environment. */
const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, [path, ...args], { cwd: directory, env: { PATH: '' } });

test('the file for operators weighs at most 3 MB', () => {
  expect(statSync(path).size).toBeLessThan(3_000_000);
});

test('it decides by the config.yml that it was packaged with', async () => {
  const refused = run('explain', 'arn:aws:iam:::role/aws-reserved/x', '--share-principals');

  await expect(refused).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('always-refused') });
});

test('it finds no stack without a word of where it looked', async () => {
  await expect(run('queue', '--stage', 'prod')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Looked for stage prod at AWS'),
  });
});

test('it says which commands live in a clone', async () => {
  await expect(run('start')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('in a clone'),
  });
});
