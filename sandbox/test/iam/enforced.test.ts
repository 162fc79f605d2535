import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox.ts';
import type { SandboxOptions } from '../../sandbox-options.ts';
import type { Execution } from '../../state-machines/execution.ts';
import {
  logicalIdOf,
  permissionToInvoke,
  permissionToSend,
  roleThat,
  writePackage,
} from '../write-package.ts';

const HOME = '111122223333';
const OTHER = '333344445555';
const allow = (Action: string, Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
const nothing = roleThat({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' });
let sandbox: Sandbox;
afterEach(() => sandbox.close());

/** A bus whose rule starts a machine, whose Task calls a function, which writes an item. */
async function start(resources: object = {}, options: Partial<SandboxOptions> = {}): Promise<void> {
  const call = `export const handler = async () => {
    const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID } = process.env;
    const authorization = 'AWS4-HMAC-SHA256 Credential=' + AWS_ACCESS_KEY_ID + '/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem', 'x-amz-date': '20260101T000000Z', authorization };
    const answer = await fetch(AWS_ENDPOINT_URL, { method: 'POST', headers, body: JSON.stringify({ TableName: 'items', Item: { pk: { S: 'a' } } }) });
    return { status: answer.status, ...(await answer.json()) };
  };`;
  const directory = writePackage({
    functions: { write: call },
    functionProperties: { write: { Role: { 'Fn::GetAtt': ['WriteRole', 'Arn'] } } },
    resources: {
      WriteRole: roleThat(allow('dynamodb:PutItem', { 'Fn::GetAtt': ['Items', 'Arn'] }), {
        RoleName: 'write',
      }),
      MachineRole: roleThat(allow('lambda:InvokeFunction', { 'Fn::GetAtt': [logicalIdOf('write'), 'Arn'] }), {
        RoleName: 'machine',
      }),
      TargetRole: roleThat(allow('states:StartExecution', { Ref: 'Machine' }), { RoleName: 'target' }),
      Items: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: 'items',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        },
      },
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
      Lost: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'lost' } },
      MayBeLost: permissionToSend('Lost'),
      Asked: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          EventPattern: { 'detail-type': ['Asked'] },
          Targets: [
            {
              Id: 'machine',
              Arn: { Ref: 'Machine' },
              RoleArn: { 'Fn::GetAtt': ['TargetRole', 'Arn'] },
              DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Lost', 'Arn'] } },
            },
          ],
        },
      },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'machine',
          RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
          DefinitionString: {
            'Fn::Sub': [
              JSON.stringify({
                StartAt: 'Write',
                States: { Write: { Type: 'Task', Resource: '${write}', TimeoutSeconds: 60, End: true } },
              }),
              { write: { 'Fn::GetAtt': [logicalIdOf('write'), 'Arn'] } },
            ],
          },
        },
      },
      ...resources,
    },
  });
  sandbox = await startSandbox({ packageDirectory: directory, speed: 600, ...options });
}

const as = (accessKeyId: string) => ({
  endpoint: sandbox.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId, secretAccessKey: 'test' },
});

const put = (entry: object = {}, accountId = HOME) =>
  new EventBridgeClient(as(accountId)).send(
    new PutEventsCommand({
      Entries: [{ EventBusName: 'bus', Source: 'test', DetailType: 'Asked', Detail: '{}', ...entry }],
    }),
  );

async function ended(): Promise<Execution> {
  while (sandbox.executions().length === 0) await sandbox.clock.delay(1000);
  const [execution] = sandbox.executions();
  await execution?.ended;
  return execution as Execution;
}

const denied = { name: 'AccessDeniedException' };

test('whoever may do what it does, does it; the grants that it used are told', async () => {
  await start();

  await put();
  const { end } = await ended();

  expect(end).toMatchObject({ status: 'SUCCEEDED' });
  expect(JSON.parse((end as { output: string }).output)).toEqual({ status: 200 });
  expect(sandbox.grants().used.map(({ where, action }) => `${where} ${action}`)).toEqual(
    expect.arrayContaining([
      'WriteRole, test[0] dynamodb:PutItem',
      'MachineRole, test[0] lambda:InvokeFunction',
      'TargetRole, test[0] states:StartExecution',
      'TargetRole, trust[0] sts:AssumeRole',
    ]),
  );
});

describe('a function whose role does not allow its call', () => {
  test.each([
    [
      'at all',
      { WriteRole: { ...nothing, Properties: { ...nothing.Properties, RoleName: 'write' } } },
      'because no identity-based policy allows the dynamodb:PutItem action',
    ],
    [
      'beyond its boundary',
      {
        Boundary: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [allow('s3:*')] } },
        },
        WriteRole: roleThat(allow('dynamodb:PutItem'), {
          RoleName: 'write',
          PermissionsBoundary: { Ref: 'Boundary' },
        }),
      },
      'because no permissions boundary allows the dynamodb:PutItem action',
    ],
  ])('%s gets AWS’s own answer', async (_, resources, why) => {
    await start(resources);

    await put();
    const { end } = await ended();

    expect(JSON.parse((end as { output: string }).output)).toMatchObject({
      status: 400,
      __type: 'AccessDeniedException',
      message: `User: arn:aws:sts::${HOME}:assumed-role/write/test-write is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:${HOME}:table/items ${why}`,
    });
  });
});

test.each(['Lambda.AWSLambdaException', 'Lambda.AccessDeniedException'] as const)(
  'a Task that may not invoke its function fails as %s, in both forms that were seen',
  async (name) => {
    await start({ MachineRole: nothing }, { deniedInvocation: name });

    await put();

    expect((await ended()).end).toMatchObject({
      status: 'FAILED',
      error: name,
      cause: expect.stringMatching(
        /is not authorized to perform: lambda:InvokeFunction on resource: .*Status Code: 403/,
      ),
    });
  },
);

describe('a rule that may not reach its target', () => {
  const lost = () => sandbox.queues.all.find(({ name }) => name === 'lost')?.receive(1) ?? [];

  test.each([
    ['its role does not allow it', { TargetRole: nothing }],
    [
      'EventBridge may not take its role',
      {
        TargetRole: roleThat(allow('states:StartExecution'), {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
            ],
          },
        }),
      },
    ],
  ])('sends the event to the dead-letter queue at once: %s', async (_, resources) => {
    await start(resources);

    await put();
    await sandbox.clock.delay(5000);

    const [message] = lost();
    expect(message?.attributes).toMatchObject({
      ERROR_CODE: { StringValue: 'NO_PERMISSIONS' },
      RETRY_ATTEMPTS: { StringValue: '0' },
      RULE_ARN: { StringValue: expect.stringContaining(':rule/bus/') },
    });
  });

  test('loses it where the queue does not admit EventBridge', async () => {
    await start({ TargetRole: nothing, MayBeLost: { Type: 'AWS::Logs::ResourcePolicy', Properties: {} } });

    await put();
    await sandbox.clock.delay(5000);

    expect(lost()).toEqual([]);
  });

  test('where the target is a function, by its permission', async () => {
    const rule = (Arn: unknown) => ({
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: { Ref: 'Bus' },
        EventPattern: { 'detail-type': ['Asked'] },
        Targets: [{ Id: 'f', Arn, DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Lost', 'Arn'] } } }],
      },
    });
    const target = { 'Fn::GetAtt': [logicalIdOf('write'), 'Arn'] };
    await start({ Asked: rule(target) });
    await put();
    await sandbox.clock.delay(5000);
    expect(lost()).toHaveLength(1);
    await sandbox.close();

    await start({ Asked: rule(target), MayWrite: permissionToInvoke('write') });
    await put();
    await sandbox.clock.delay(5000);
    expect(lost()).toEqual([]);
  });
});

describe('another account', () => {
  const admitted = (Condition: object) => ({
    Admits: {
      Type: 'AWS::Events::EventBusPolicy',
      Properties: {
        EventBusName: { Ref: 'Bus' },
        StatementId: 'admits',
        Statement: {
          Effect: 'Allow',
          Principal: '*',
          Action: 'events:PutEvents',
          Resource: { 'Fn::GetAtt': ['Bus', 'Arn'] },
          Condition,
        },
      },
    },
  });
  const organization = { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } };

  test('puts nothing on a bus that does not admit it', async () => {
    await start();

    await expect(put({}, OTHER)).rejects.toMatchObject(denied);
  });

  test('puts on a bus what its policy admits, and a call with one other entry not at all', async () => {
    const only = {
      'ForAllValues:StringEquals': { 'events:source': ['test'] },
      Null: { 'events:source': 'false' },
    };
    await start(admitted({ ...organization, ...only }));

    expect((await put({}, OTHER)).FailedEntryCount).toBe(0);
    await expect(put({ Source: 'else' }, OTHER)).rejects.toMatchObject(denied);
    await expect(put({}, '999900001111')).rejects.toMatchObject(denied);
  });

  test('does nothing else to what is not its own', async () => {
    await start();
    const stateMachineArn = `arn:aws:states:us-east-1:${HOME}:stateMachine:machine`;
    const QueueUrl = `${sandbox.endpoint}/${HOME}/lost`;
    const Item = { pk: { S: 'x' } };

    const calls = [
      () => new SFNClient(as(OTHER)).send(new StartExecutionCommand({ stateMachineArn })),
      () => new SQSClient(as(OTHER)).send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })),
      () => new DynamoDBClient(as(OTHER)).send(new PutItemCommand({ TableName: 'items', Item })),
      () =>
        new LambdaClient(as(OTHER)).send(
          new InvokeCommand({ FunctionName: 'test-write', InvocationType: 'Event' }),
        ),
    ];

    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({
        name: expect.stringMatching(/^AccessDenied/),
        message: expect.stringContaining(`arn:aws:iam::${OTHER}:root is not authorized to perform`),
      });
    }
  });
});

describe('a service control policy', () => {
  const scenario = (targetId: string) => ({
    organization: {
      id: 'o-a1b2c3d4e5',
      rootId: 'r-ab12',
      managementAccountId: '999988887777',
      units: [{ id: 'ou-ab12-workload', accounts: [HOME] }],
    },
    serviceControlPolicies: [
      {
        targetId,
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'events:*', Resource: '*' }] },
      },
    ],
  });

  test.each(['r-ab12', 'ou-ab12-workload', HOME])('of %s limits the account below it', async (targetId) => {
    await start({}, { scenario: scenario(targetId), accountId: HOME });

    await expect(put()).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining('with an explicit deny in a service control policy'),
    });
  });

  test('does not limit the management account', async () => {
    await start({}, { scenario: scenario('r-ab12'), accountId: '999988887777' });

    expect((await put({}, '999988887777')).FailedEntryCount).toBe(0);
  });
});

describe('a sandbox is not started', () => {
  const started = (resources: object) =>
    start(resources).then(
      () => 'started',
      (error) => error.message,
    );

  test.each([
    [
      'a boundary whose document is unknown',
      {
        WriteRole: roleThat(allow('s3:*'), {
          PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
        }),
      },
      'whose document is not in the template',
    ],
    [
      'a policy element that is not supported',
      { WriteRole: roleThat({ ...allow('s3:*'), NotPrincipal: '*' }) },
      'has NotPrincipal',
    ],
    [
      'a role that its machine cannot have',
      {
        MachineRole: {
          ...nothing,
          Properties: {
            ...nothing.Properties,
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
              ],
            },
          },
        },
      },
      'has a role that cannot be taken',
    ],
  ])('on %s', async (_, resources, sentence) => {
    sandbox = { close: async () => undefined } as Sandbox;

    expect(await started(resources)).toContain(sentence);
  });
});
