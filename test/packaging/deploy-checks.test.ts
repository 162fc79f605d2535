import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';

const require = createRequire(import.meta.url);
const { changedRole } = require('../../packaging/deploy-checks/changed-role.cjs');

const { forgottenLedger } = require('../../packaging/deploy-checks/forgotten-ledger.cjs');
const { otherBus } = require('../../packaging/deploy-checks/other-bus.cjs');
const DeployChecks = require('../../packaging/deploy-checks.cjs');

const role = (Properties: object) => ({ A: { Type: 'AWS::IAM::Role', Properties } });

test('another prefix or path of a role is noticed, and nothing else', () => {
  const before = role({ RoleName: { 'Fn::Sub': 'foliocast-dev-A-${AWS::Region}' } });

  expect(changedRole(before, before)).toBeUndefined();
  expect(
    changedRole(before, role({ RoleName: { 'Fn::Sub': 'foliocast-dev-A-${AWS::Region}' }, Path: '/' })),
  ).toBeUndefined();
  expect(changedRole(before, {})).toBeUndefined();
  expect(changedRole(before, role({ RoleName: { 'Fn::Sub': 'lz-foliocast-dev-A-${AWS::Region}' } }))).toBe(
    '/foliocast-dev-A-${AWS::Region} would become /lz-foliocast-dev-A-${AWS::Region}',
  );
  expect(
    changedRole(before, role({ RoleName: { 'Fn::Sub': 'foliocast-dev-A-${AWS::Region}' }, Path: '/lz/' })),
  ).toBe('/foliocast-dev-A-${AWS::Region} would become /lz/foliocast-dev-A-${AWS::Region}');
});

const functionOf = (LEDGER_TABLE: unknown, owns = true) => ({
  F: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { LEDGER_TABLE } } } },
  ...(owns && {
    LedgerTable: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'foliocast-dev-ledger' } },
  }),
});

test('a restored ledger is not left for the stack’s own by a deployment that does not name it', () => {
  const own = 'foliocast-dev-ledger';

  expect(forgottenLedger({}, own)).toBeUndefined();
  expect(forgottenLedger(functionOf({ Ref: 'LedgerTable' }), own)).toBeUndefined();
  expect(forgottenLedger(functionOf(own), own)).toBeUndefined();
  expect(forgottenLedger(functionOf('foliocast-restored'), own)).toBe(
    'The stack\'s ledger is foliocast-restored, and this deployment would change it to foliocast-dev-ledger. To keep it give --param="existingLedger=foliocast-restored"; to change it give --param="existingLedger=foliocast-dev-ledger"',
  );
});

// DynamoDB, as far as the checks ask it: every table is there.
const dynamo = createServer((_, response) => response.end('{"Table":{}}'));
await new Promise<void>((resolve) => dynamo.listen(0, '127.0.0.1', resolve));
afterAll(() => dynamo.close());

/** Runs what `serverless deploy` runs before it packages, over a stack that uses the ledger. @returns what it packages with */
async function deployOver(ledger: unknown, existingLedger: string): Promise<string> {
  const endpoint = `http://127.0.0.1:${(dynamo.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
  const landingZone = { existingLedger };
  const provider = {
    naming: { getStackName: () => 'foliocast-dev' },
    getAwsSdkV3Config: async () => ({ region: 'eu-central-1', endpoint, credentials }),
    getCloudFormationClient: async () => ({
      send: async () => ({ TemplateBody: JSON.stringify({ Resources: functionOf(ledger, false) }) }),
    }),
  };
  const framework = {
    processedInput: { commands: ['deploy'], options: {} },
    classes: { Error },
    service: { service: 'foliocast', provider: { stage: 'dev' }, custom: { landingZone } },
    getProvider: () => provider,
  };
  const checks = new DeployChecks(framework, {}, { log: { notice: () => undefined } });
  await checks.hooks['before:package:initialize']();
  return landingZone.existingLedger;
}

test('a deployment over a restored ledger names it, and may name another', async () => {
  await expect(deployOver('foliocast-restored', '')).rejects.toThrow(
    /ledger is foliocast-restored.*to foliocast-dev-ledger/,
  );
  await expect(deployOver('foliocast-restored', 'foliocast-restored')).resolves.toBe('foliocast-restored');
  await expect(deployOver('foliocast-restored', 'foliocast-again')).resolves.toBe('foliocast-again');
  await expect(deployOver('foliocast-dev-ledger', '')).resolves.toBe('foliocast-dev-ledger');
});

test('a forwarder of the same stage for another bus does not replace the first', () => {
  const rule = (Arn: unknown) => ({
    AccountEvents: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Id: 'foliocast', Arn }] } },
  });
  const [here, there] = ['eu-central-1', 'us-east-1'].map(
    (region) => `arn:aws:events:${region}:222233334444:event-bus/foliocast-prod`,
  );
  const ofService = rule({ 'Fn::GetAtt': ['VendAccountLambdaFunction', 'Arn'] });

  expect(otherBus({}, rule(here))).toBeUndefined();
  expect(otherBus(rule(here), rule(here))).toBeUndefined();
  expect(otherBus(ofService, ofService)).toBeUndefined();
  expect(otherBus(rule(here), rule(there))).toBe(
    `The forwarder of this stage sends to ${here}, and this deployment would make it send to ${there}: give it a stage of its own, or remove the first`,
  );
});
