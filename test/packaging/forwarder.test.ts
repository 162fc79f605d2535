import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { addForwarder } from '../../packaging/deployable-folder.ts';
import { packageForwarder } from '../../packaging/package-forwarder.ts';
import { readTemplate } from '../../sandbox/template/read-template.ts';
import { resolveTemplate, type Stack } from '../../sandbox/template/resolve-template.ts';
import { problemsOfTemplate } from '../contract/cloudformation-schemas.ts';

const BUS = 'arn:aws:events:eu-central-1:222233334444:event-bus/foliocast-dev';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:on-call';
const HERE = '111122223333';
let directory: string;
let forwarder: Stack;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'foliocast-forwarder-'));
  await packageForwarder({
    outputDirectory: directory,
    serverlessArguments: [
      `--param=busArn=${BUS}`,
      '--param=rolePrefix=lz-',
      `--param=alarmTopicArn=${TOPIC}`,
    ],
  });
  forwarder = resolve(directory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function resolve(packageDirectory: string): Stack {
  const place = {
    partition: 'aws',
    region: 'us-east-1',
    accountId: HERE,
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

test('its alarm tells the topic that it rings, and that it is silent again', () => {
  const [alarm] = forwarder.ofType('AWS::CloudWatch::Alarm');

  expect(alarm?.properties).toMatchObject({ AlarmActions: [TOPIC], OKActions: [TOPIC] });
});

test('its template alone deploys it, by the AWS CLI', async () => {
  await addForwarder(directory, directory);

  const template = JSON.parse(await readFile(join(directory, 'forwarder.json'), 'utf8'));
  const types = Object.values<{ Type: string }>(template.Resources).map(({ Type }) => Type);
  expect(types).toContain('AWS::Events::Rule');
  expect(types.filter((type) => /S3|Lambda/.test(type))).toEqual([]);
  expect(problemsOfTemplate(template)).toEqual([]);
  // A stack that sends to another bus refuses it.
  expect(template.Parameters.Bus).toMatchObject({ Default: BUS, AllowedValues: [BUS] });
  expect(template.Outputs.Bus).toEqual({ Value: { Ref: 'Bus' } });
});

/** What an evaluator that is not the sandbox's own says of the forwarder's policies. */
async function decisionOn(
  action: string,
  resource: string,
  {
    principal = '',
    context = {},
    identity = [] as object[],
    resourcePolicy = undefined as object | undefined,
  },
): Promise<string> {
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: resource.split(':')[4] || HERE },
        contextVariables: context,
      },
      identityPolicies: identity.map((policy, at) => ({ name: `policy-${at}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy && { resourcePolicy }),
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult;
}

function policiesOf(role: Stack['resources'][number] | undefined): object[] {
  const policies = (role?.properties.Policies ?? []) as { readonly PolicyDocument: object }[];
  return policies.map(({ PolicyDocument }) => PolicyDocument);
}

describe('an evaluator of its own finds that', () => {
  const role = () => forwarder.ofType('AWS::IAM::Role')[0];
  const forward = (bus: string, resourcePolicy: object) =>
    decisionOn('events:PutEvents', bus, {
      principal: String(role()?.attributes.Arn),
      context: { 'events:source': ['aws.organizations'] },
      identity: policiesOf(role()),
      resourcePolicy,
    });
  const admitting = (Resource: string) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${HERE}:root` },
        Action: 'events:PutEvents',
        Resource,
      },
    ],
  });

  test('the role puts on that bus, which is of another account, and on no other', async () => {
    const other = BUS.replace('foliocast-dev', 'foliocast-prod');

    expect(await forward(BUS, admitting(BUS))).toBe('Allowed');
    expect(await forward(other, admitting(other))).toBe('ImplicitlyDenied');
  });

  test.each([
    ['EventBridge for this account takes the role', 'events.amazonaws.com', HERE, 'Allowed'],
    ['for another account it does not', 'events.amazonaws.com', '999900001111', 'ImplicitlyDenied'],
    ['another service does not', 'lambda.amazonaws.com', HERE, 'ImplicitlyDenied'],
  ])('%s', async (_, principal, account, decision) => {
    const context = { 'aws:SourceAccount': account };
    const resourcePolicy = role()?.properties.AssumeRolePolicyDocument as object;

    expect(
      await decisionOn('sts:AssumeRole', String(role()?.attributes.Arn), {
        principal,
        context,
        resourcePolicy,
      }),
    ).toBe(decision);
  });

  test.each([
    ['the queue takes what the rule could not deliver', {}, 'Allowed'],
    [
      'of another rule it takes nothing',
      { 'aws:SourceArn': 'arn:aws:events:us-east-1:111122223333:rule/x' },
      'ImplicitlyDenied',
    ],
    ['nor anything that is not encrypted', { 'aws:SecureTransport': 'false' }, 'ExplicitlyDenied'],
  ])('%s', async (_, otherwise, decision) => {
    const [queue] = forwarder.ofType('AWS::SQS::Queue');
    const [policy] = forwarder.ofType('AWS::SQS::QueuePolicy');
    const context = {
      'aws:SourceArn': String(rule(forwarder, 'AccountEvents').attributes.Arn),
      'aws:SecureTransport': 'true',
      ...otherwise,
    };

    expect(
      await decisionOn('sqs:SendMessage', String(queue?.attributes.Arn), {
        principal: 'events.amazonaws.com',
        context,
        resourcePolicy: policy?.properties.PolicyDocument as object,
      }),
    ).toBe(decision);
  });
});
