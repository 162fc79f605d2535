import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageForwarder } from '../../packaging/package-forwarder.ts';
import { packageService } from '../../packaging/package-service.ts';

const outputDirectory = mkdtempSync(join(tmpdir(), 'foliocast-parameters-'));
afterAll(() => rmSync(outputDirectory, { recursive: true, force: true }));

const packaging = (...serverlessArguments: string[]) =>
  packageService({ outputDirectory, serverlessArguments });

describe('packaging refuses, by parameter, value and what was expected,', () => {
  test('a parameter that it does not know', async () => {
    await expect(packaging('--param=permisionsBoundary=arn:aws:iam::111122223333:policy/lz')).rejects.toThrow(
      /Parameter permisionsBoundary is unknown: expected one of permissionsBoundary, rolePath/,
    );
  });

  test('a value that cannot work', async () => {
    await expect(packaging('--param', 'reconciliationSchedule=daily')).rejects.toThrow(
      /Parameter reconciliationSchedule is "daily": expected rate\(1 day\)/,
    );
  });

  test('a forwarder without a bus', async () => {
    await expect(packageForwarder({ outputDirectory })).rejects.toThrow(
      /Parameter busArn is "": expected the ARN of the Foliocast bus/,
    );
  });

  test('a stage that names cannot hold', async () => {
    await expect(packaging('--stage', 'a_b')).rejects.toThrow(/Invalid stage name/);
  });

  test('names of principals in a partition without them', async () => {
    const configFile = join(outputDirectory, 'config.yml');
    const rule = { unit: 'any', portfolios: ['port-a1b2c3d4e5f6g'], sharePrincipals: true };
    const organizationNode = { type: 'ORGANIZATION', value: 'o-a1b2c3d4e5' };
    writeFileSync(configFile, JSON.stringify({ vending: { rules: [{ ...rule, organizationNode }] } }));

    await expect(
      packageService({ outputDirectory, configFile, serverlessArguments: ['--region', 'cn-north-1'] }),
    ).rejects.toThrow(/vending.rules\[0\].sharePrincipals is true: expected false in cn-north-1/);
  });

  test('tickets in a Region without API destinations', async () => {
    const configFile = join(outputDirectory, 'config.yml');
    const secretArn = 'arn:aws:secretsmanager:ca-west-1:111122223333:secret:tickets-a1b2c3';
    const section = { url: 'https://acme.example/<$.detail.ticket.id>', secretArn, body: '{ "a": 1 }' };
    const tickets = { ...section, method: 'POST', authorizationHeader: 'A' };
    writeFileSync(configFile, JSON.stringify({ tickets }));

    await expect(
      packageService({ outputDirectory, configFile, serverlessArguments: ['--region', 'ca-west-1'] }),
    ).rejects.toThrow(/tickets is given: expected none in ca-west-1/);
  });

  test('a role prefix that names have no room for', async () => {
    await expect(packaging(`--param=rolePrefix=${'p'.repeat(30)}`)).rejects.toThrow(
      /Parameter rolePrefix is "p{30}": .* more than 64 characters/,
    );
  });
});
