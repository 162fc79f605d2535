import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { packageForwarder } from '../../packaging/package-forwarder.ts';
import { readTemplate } from '../../sandbox/template/read-template.ts';
import { resolveTemplate, type Stack } from '../../sandbox/template/resolve-template.ts';

const BUS = 'arn:aws:events:eu-central-1:222233334444:event-bus/foliocast-dev';
let directory: string;
let forwarder: Stack;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'foliocast-forwarder-'));
  await packageForwarder({
    outputDirectory: directory,
    serverlessArguments: [`--param=busArn=${BUS}`, '--param=rolePrefix=lz-'],
  });
  forwarder = resolve(directory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function resolve(packageDirectory: string): Stack {
  const place = {
    partition: 'aws',
    region: 'us-east-1',
    accountId: '111122223333',
    stackName: 'stack',
    endpoint: 'http://127.0.0.1',
  };
  return resolveTemplate(readTemplate(packageDirectory), { place });
}

function rule(stack: Stack, logicalId: string) {
  const found = stack.ofType('AWS::Events::Rule').find((resource) => resource.logicalId === logicalId);
  if (!found) throw new Error(`The package has no rule ${logicalId}`);
  return found;
}

test('what is forwarded is what the Foliocast bus takes', () => {
  const taken = rule(resolve(inject('packageDirectory')), 'AccountEvents');

  expect(rule(forwarder, 'AccountEvents').properties.EventPattern).toEqual(taken.properties.EventPattern);
});

test('events go from the default bus straight to the Foliocast bus, by a role, and nothing is lost', () => {
  const { properties, attributes } = rule(forwarder, 'AccountEvents');
  const [target] = properties.Targets as Record<string, unknown>[];
  const role = forwarder.ofType('AWS::IAM::Role')[0];
  const queue = forwarder.ofType('AWS::SQS::Queue')[0];
  const queuePolicy = forwarder.ofType('AWS::SQS::QueuePolicy')[0];

  expect(properties.EventBusName).toBeUndefined();
  expect(target).toMatchObject({
    Arn: BUS,
    RoleArn: role?.attributes.Arn,
    DeadLetterConfig: { Arn: queue?.attributes.Arn },
  });
  expect(JSON.stringify(queuePolicy?.properties)).toContain(attributes.Arn);
});

test('the role may put events on that bus and do nothing else', () => {
  const [role] = forwarder.ofType('AWS::IAM::Role');
  const policies = role?.properties.Policies as { PolicyDocument: { Statement: unknown } }[];

  expect(role?.ref).toBe('lz-foliocast-forwarder-dev-Forward-us-east-1');
  expect(policies.map(({ PolicyDocument }) => PolicyDocument.Statement)).toEqual([
    [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS }],
  ]);
});
