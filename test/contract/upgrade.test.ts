import { readFileSync } from 'node:fs';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { expect, test } from 'vitest';
import { packagedResources } from './packaged-service.ts';

/** Of each resource of version 0.1.0, what CloudFormation cannot change without replacing it. */
interface Released {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
const released = Object.entries<Released>(
  JSON.parse(readFileSync('test/releases/0.1.0/resources.json', 'utf8')),
);
const packaged = packagedResources();
const spec = loadAwsServiceSpecSync();

/** What nothing else of the type may have in an account and Region while an update goes on. */
const UNIQUE: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::EventBusPolicy': 'StatementId',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::EventInvokeConfig': 'FunctionName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

function replacingProperties(type: string): string[] {
  const { properties } = spec.lookup('resource', 'cloudFormationType', 'equals', type).only();
  return Object.keys(properties).filter((name) => properties[name]?.causesReplacement === 'yes');
}

/** Each gets a name that nothing had, and holds no data: CloudFormation makes the new one, then removes the old one. */
const REPLACED = [
  'ForgedEvents: Name changes',
  'FoliocastBusOrganizationAsks: StatementId changes',
  'FoliocastBusOnlyFoliocastSpeaksAsFoliocast: StatementId changes',
];

/** The reference to a bus is its name. */
function resolved(value: unknown): string {
  return JSON.stringify(value ?? null).replace(/{"Fn::GetAtt":\["(\w+)","Name"\]}/g, '{"Ref":"$1"}');
}

test('an update from version 0.1.0 replaces nothing that holds something, and turns nothing into another type', () => {
  const replaced = released.flatMap(([logicalId, { Type, Properties = {} }]) => {
    const now = packaged[logicalId];
    if (!now) return [];
    if (now.Type !== Type) return [`${logicalId}: ${Type} becomes ${now.Type}`];
    return replacingProperties(Type)
      .filter((name) => resolved(Properties[name]) !== resolved(now.Properties?.[name]))
      .map((name) => `${logicalId}: ${name} changes`);
  });

  expect(replaced).toEqual(REPLACED);
});

test('nothing new takes the name of something that version 0.1.0 has', () => {
  const taken = new Map(
    released.flatMap(([logicalId, { Type, Properties = {} }]) => {
      const name = UNIQUE[Type] === undefined ? undefined : Properties[UNIQUE[Type]];
      return name === undefined ? [] : [[`${Type} ${JSON.stringify(name)}`, logicalId]];
    }),
  );
  const collisions = Object.entries(packaged).flatMap(([logicalId, { Type, Properties = {} }]) => {
    const owner = taken.get(`${Type} ${JSON.stringify(Properties[UNIQUE[Type] ?? ''])}`);
    return owner === undefined || owner === logicalId ? [] : [`${logicalId} has the name of ${owner}`];
  });

  expect(taken.size).toBeGreaterThan(90);
  expect(collisions).toEqual([]);
});

test('the ledger, the bus and the queue go on as they are', () => {
  const kept = ['AWS::DynamoDB::Table', 'AWS::Events::EventBus', 'AWS::SQS::Queue'];
  const before = released.filter(([, { Type }]) => kept.includes(Type)).map(([logicalId]) => logicalId);

  expect(before.length).toBe(3);
  expect(before.filter((logicalId) => !packaged[logicalId])).toEqual([]);
});
