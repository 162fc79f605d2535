import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { problemsOfTemplate } from './cloudformation-schemas.ts';
import { packagedResources } from './packaged-service.ts';

const { applyExplicitness } = createRequire(import.meta.url)('../../packaging/landing-zone/explicitness.cjs');
const { applyKey } = createRequire(import.meta.url)('../../packaging/landing-zone/customer-managed-key.cjs');

const resources = Object.entries(packagedResources());
const STATEFUL = /^AWS::(DynamoDB::Table|Logs::LogGroup|SQS::Queue|S3::Bucket)$/;

test('what holds something says what becomes of it', () => {
  const silent = resources.filter(
    ([, one]) => STATEFUL.test(one.Type) && !(one.DeletionPolicy && one.UpdateReplacePolicy),
  );

  expect(silent.map(([id]) => id)).toEqual([]);
});

test('no resource says that it depends on what it refers to', () => {
  const twice = resources.flatMap(([id, { DependsOn = [], Properties }]) =>
    [DependsOn]
      .flat()
      .filter((other) => JSON.stringify(Properties).includes(`"${other}"`) && `${id} on ${other}`),
  );

  expect(twice).toEqual([]);
});

test('what no property refers to is still waited for', () => {
  const made = {
    Function: {
      Type: 'AWS::Lambda::Function',
      DependsOn: ['Group', 'Role'],
      Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    },
    Group: { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain', Properties: {} },
  };

  applyExplicitness(made);

  expect(made.Function.DependsOn).toEqual(['Group']);
  expect(made.Group).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Delete' });
});

test('machines name what they refer to', () => {
  const references = resources
    .filter(([, { Type }]) => Type === 'AWS::StepFunctions::StateMachine')
    .flatMap(([, { Properties }]) => Properties.DefinitionString['Fn::Sub'].match(/\$\{[^}]*\}/g));

  expect(references).toContain('${PlanShareLambdaFunction.Arn}');
  expect(references.filter((one) => /^\$\{[0-9a-f]{32}\}$/.test(one))).toEqual([]);
});

test('the queue takes and gives nothing over a connection that is not encrypted', () => {
  const statements = packagedResources().UndeliveredEventsPolicy?.Properties.PolicyDocument.Statement;

  expect(statements).toContainEqual(
    expect.objectContaining({
      Effect: 'Deny',
      Principal: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
});

test('nobody else reads the bucket of the framework, and nothing in it is overwritten for good', () => {
  expect(packagedResources().ServerlessDeploymentBucket?.Properties).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    VersioningConfiguration: { Status: 'Enabled' },
  });
});

test.each([
  ['', true],
  ['AWS_OWNED', false],
])('with busKey "%s" the bus takes the key: %s', (busKey, isTaken) => {
  const [bus, queue] = ['Events::EventBus', 'SQS::Queue'].map((type) => ({
    Type: `AWS::${type}`,
    Properties: {},
  }));

  applyKey({ bus, queue }, { kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd', busKey });

  expect('KmsKeyIdentifier' in (bus?.Properties ?? {})).toBe(isTaken);
  expect(queue?.Properties).toHaveProperty('KmsMasterKeyId');
});

test('events that the bus cannot encrypt or decrypt by the key are kept', () => {
  const keyed = structuredClone(packagedResources());

  applyKey(keyed, { kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd', busKey: '' });

  const [allow] = keyed.UndeliveredEventsPolicy?.Properties.PolicyDocument.Statement ?? [];
  const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  expect(keyed.FoliocastBus?.Properties.DeadLetterConfig).toEqual({ Arn: arn('UndeliveredEvents') });
  expect(allow.Condition.ArnEquals['aws:SourceArn']).toContainEqual(arn('FoliocastBus'));
  expect(packagedResources().FoliocastBus?.Properties).not.toHaveProperty('DeadLetterConfig');
  expect(problemsOfTemplate({ Resources: keyed })).toEqual([]);
});

test('only roles that meet what a key of our own encrypts may use it', () => {
  const role = (Action: string) => ({
    Type: 'AWS::IAM::Role',
    Properties: { Policies: [{ PolicyDocument: { Statement: [{ Action }] } }] },
  });
  const roles = ['states:StartExecution', 'events:InvokeApiDestination', 'events:PutEvents'].map(role);

  applyKey(roles, { kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd', busKey: '' });

  expect(roles.map((one) => JSON.stringify(one).includes('kms:Decrypt'))).toEqual([true, false, false]);
});
