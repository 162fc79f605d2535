import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decide } from '../../sandbox/iam/decide.ts';
import { readStackPolicies } from '../../sandbox/iam/stack-policies.ts';
import { PLACES, stackIn } from './stack-in.ts';

const { divideLedger, KINDS } = createRequire(import.meta.url)('../../packaging/ledger-items.cjs');
const stack = stackIn(PLACES[0]);
const { roles } = readStackPolicies(stack, {});
const table = String(stack.ofType('AWS::DynamoDB::Table')[0]?.attributes.Arn);

const OPERATIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'];
const FUNCTIONS = stack
  .ofType('AWS::Lambda::Function')
  .map(({ logicalId }) => logicalId.replace('LambdaFunction', ''));

/** Kinds of items on which a function's role may do one of these. */
function kindsOf(functionName: string, operations = OPERATIONS): string[] {
  const principal = [...roles.values()].find(({ arn }) => arn.includes(`-${functionName}-us-east-1`));
  if (!principal) throw new Error(`No role of ${functionName}`);
  const accountId = '111122223333';
  return KINDS.filter((kind: string) =>
    operations.some((operation) => {
      const context = { 'dynamodb:leadingkeys': [`${kind}#any`] };
      const action = `dynamodb:${operation}`;
      return decide({ principal, action, resource: table, accountId, context }).isAllowed;
    }),
  );
}

test('the kinds of items are those that the code writes', () => {
  const folder = 'aws/ledger';
  const source = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const literals = source
    .join('\n')
    .matchAll(/(?:pk: |pkOf.*\n\s+return |Of\(\w+: string\).*\n\s+return )['`]([A-Z]+)/g);

  const written = [...new Set([...literals].map(([, kind]) => kind))].sort();

  expect(written).toEqual(KINDS);
});

test.each([
  ['AnswerApproval', ['REQUEST']],
  ['AcknowledgeDrift', ['PORTFOLIO']],
  ['VendAccount', ['ACCOUNT', 'ORGANIZATION', 'UNIT']],
  ['DecideOutcome', ['PORTFOLIO', 'REQUEST']],
  ['AcceptRequest', ['NUMBER', 'PORTFOLIO', 'REQUEST', 'REQUESTID']],
  ['CheckAccess', []],
])('the role of %s reaches items of %j alone', (functionName, kinds) => {
  expect(kindsOf(functionName)).toEqual(kinds);
});

/** Of all functions that may do it. */
function allowedTo(operation: string): Record<string, string[]> {
  const kinds = FUNCTIONS.map((name) => [name, kindsOf(name, [operation])] as const);
  return Object.fromEntries(kinds.filter(([, of]) => of.length > 0));
}

test('nothing but a place in the queue can be deleted', () => {
  const deleted = Object.values(allowedTo('DeleteItem'));

  expect(deleted.length).toBeGreaterThan(5);
  for (const kinds of deleted) expect(kinds).toEqual(['QUEUE']);
});

test('each function puts the items that it makes, and no other', () => {
  expect(allowedTo('PutItem')).toEqual({
    AcceptRequest: ['PORTFOLIO', 'REQUEST', 'REQUESTID'],
    AcquireLease: ['LEASE'],
    DescribeShareStatus: ['REQUEST'],
    VendAccount: ['ACCOUNT'],
    ComparePortfolio: ['RECONCILIATION'],
    ConfirmDifferences: ['PORTFOLIO'],
    RecoverExecution: ['REQUEST', 'REQUESTID'],
    SweepLedger: ['REQUEST', 'REQUESTID'],
  });
});

test('what is listed is a queue, or the shares and principals of a portfolio', () => {
  expect([...new Set(Object.values(allowedTo('Query')).flat())].sort()).toEqual([
    'PORTFOLIO',
    'PRINCIPALS',
    'QUEUE',
  ]);
});

test('a trial changes nothing but what is kept of the organization', () => {
  expect(kindsOf('TryRequest', ['PutItem', 'UpdateItem', 'DeleteItem'])).toEqual(['ORGANIZATION', 'UNIT']);
});

test.each([
  ['ACCOUNT', ['VendAccount']],
  [
    'PORTFOLIO',
    [
      'AcceptRequest',
      'AcquireLease',
      'PlanShare',
      'DisassociatePrincipals',
      'VerifyAccount',
      'DecideOutcome',
      'StartReconciliation',
      'ComparePortfolio',
      'ConfirmDifferences',
      'ReportPortfolio',
      'AcknowledgeDrift',
      'RecoverExecution',
      'SweepLedger',
    ],
  ],
])('items of %s are changed by %j alone, whoever reads them', (kind, functions) => {
  const changing = Object.entries(allowedTo('UpdateItem')).filter(([, kinds]) => kinds.includes(kind));

  expect(changing.map(([name]) => name)).toEqual(functions);
});

test('a statement for items that the code does not name stops the packaging', () => {
  const statement = {
    Action: ['dynamodb:DeleteItem'],
    Resource: 'table',
    Condition: { Items: ['QUEUE', 'LEASE'] },
  };
  const keysOf = (code: string) =>
    divideLedger([statement], code)[0].Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'];

  expect(keysOf('`QUEUE#${scope}`; `REQUEST#${key}`')).toEqual(['QUEUE', 'QUEUE#*']);
  expect(() => keysOf('`REQUEST#${key}`')).toThrow(
    'allows dynamodb:DeleteItem on items of QUEUE, LEASE: expected kinds that the code names, which are REQUEST',
  );
  expect(() => divideLedger([{ ...statement, Condition: undefined }], '')).toThrow('which are none');
});
