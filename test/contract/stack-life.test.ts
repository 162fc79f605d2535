import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { problemsOfTemplate } from './cloudformation-schemas.ts';
import { packagedResources } from './packaged-service.ts';

const load = createRequire(import.meta.url);
const { applyExistingLedger } = load('../../packaging/landing-zone/existing-ledger.cjs');
const { applyTracing } = load('../../packaging/landing-zone/tracing.cjs');

const resources = packagedResources();
const ofType = (type: string, among = resources) =>
  Object.entries(among).flatMap(([id, one]) => (one.Type === type ? [{ id, ...one }] : []));

test('the ledger outlives its stack, but not a first deployment that fails', () => {
  expect(resources.LedgerTable).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

test('nothing else is left behind, so that nothing blocks the next deployment', () => {
  const kept = Object.entries(resources).filter(
    ([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete',
  );

  expect(kept.map(([id]) => id)).toEqual(['LedgerTable']);
});

test('a ledger that is there already is used by its name, and is not the stack’s own', () => {
  const template = {
    Resources: structuredClone(resources),
    Outputs: { Ledger: { Value: { Ref: 'LedgerTable' } } },
  };

  applyExistingLedger(template, 'foliocast-restored');

  const text = JSON.stringify(template);
  expect(text).not.toContain('LedgerTable');
  expect(problemsOfTemplate(template)).toEqual([]);
  for (const { Properties } of ofType('AWS::Lambda::Function', template.Resources))
    expect(Properties.Environment.Variables.LEDGER_TABLE).toBe('foliocast-restored');
  const arns = text.match(/arn:[^"]*:dynamodb:[^"]*/g) ?? [];
  expect(arns.length).toBeGreaterThan(30);
  expect(arns.filter((arn) => !/:table\/foliocast-restored(\/index\/work)?$/.test(arn))).toEqual([]);
});

test('tracing is of every function and machine, with the rights for it, or of none', () => {
  const traced = structuredClone(resources);
  applyTracing(traced, { tracing: 'true' });

  const functions = ofType('AWS::Lambda::Function', traced);
  const machines = ofType('AWS::StepFunctions::StateMachine', traced);
  expect(functions.every(({ Properties }) => Properties.TracingConfig.Mode === 'Active')).toBe(true);
  expect(machines.every(({ Properties }) => Properties.TracingConfiguration.Enabled)).toBe(true);
  const rightsOf = ({ Properties }: (typeof functions)[number]) => {
    const [role] = (Properties.Role ?? Properties.RoleArn)['Fn::GetAtt'];
    return [...JSON.stringify(traced[role]).matchAll(/xray:\w+/g)].map(([action]) => action);
  };
  const writes = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
  for (const one of functions) expect(rightsOf(one)).toEqual(writes);
  // Step Functions reads the sampling rules in the machine's name (seen: DataBiosphere/azul 6614).
  const samples = ['xray:GetSamplingRules', 'xray:GetSamplingTargets'];
  for (const one of machines) expect(rightsOf(one)).toEqual([...writes, ...samples]);
  expect(JSON.stringify(resources)).not.toMatch(/xray|TracingConfig/);
});

test('machines log their errors, and nothing of what they are about', () => {
  const machines = ofType('AWS::StepFunctions::StateMachine');

  expect(machines.length).toBe(2);
  for (const { Properties } of machines)
    expect(Properties.LoggingConfiguration).toMatchObject({ Level: 'ERROR', IncludeExecutionData: false });
});

test('a sweep is not tried again, and none that is older than a minute begins', () => {
  const [sweeps] = ofType('AWS::Lambda::EventInvokeConfig').filter(({ id }) => id.startsWith('SweepLedger'));
  const [target] = resources.EveryMinute?.Properties.Targets ?? [];

  expect(sweeps?.Properties).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  expect(target.RetryPolicy).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
});

test.each([
  ['servicecatalog:CreatePortfolioShare', ['iam:CreateServiceLinkedRole']],
  ['servicecatalog:AssociatePrincipalWithPortfolio', ['iam:GetGroup', 'iam:GetRole', 'iam:GetUser']],
])('whoever may call %s may do what Service Catalog does in its name, and nobody else', (call, needed) => {
  const statements = ofType('AWS::IAM::Role').map(({ Properties }) =>
    Properties.Policies.flatMap(
      ({ PolicyDocument }: { PolicyDocument: { Statement: object[] } }) => PolicyDocument.Statement,
    ),
  );
  const actions = statements.map((ofRole) =>
    ofRole.flatMap(({ Action }: { Action: string | string[] }) => Action),
  );
  const callers = actions.filter((ofRole) => ofRole.includes(call));

  expect(callers.length).toBeGreaterThan(0);
  for (const ofRole of actions)
    expect(needed.filter((action) => ofRole.includes(action))).toEqual(ofRole.includes(call) ? needed : []);
});

test('the one role that Service Catalog may make in our name is its own', () => {
  const text = JSON.stringify(resources);
  const makes = [...text.matchAll(/\{[^{}]*"iam:CreateServiceLinkedRole".*?\}\}\}/g)].map(([one]) =>
    JSON.parse(one),
  );

  expect(makes.length).toBe(2);
  for (const { Resource, Condition } of makes) {
    expect(Resource['Fn::Sub']).toMatch(
      /:role\/aws-service-role\/orgsdatasync\.servicecatalog\.amazonaws\.com\/\w+$/,
    );
    expect(Condition.StringEquals).toEqual({
      'iam:AWSServiceName': 'orgsdatasync.servicecatalog.amazonaws.com',
    });
  }
});
