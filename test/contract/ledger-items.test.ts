import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decide } from '../../sandbox/iam/decide.ts';
import { readStackPolicies } from '../../sandbox/iam/stack-policies.ts';
import { PLACES, stackIn } from './stack-in.ts';

const { KINDS } = createRequire(import.meta.url)('../../packaging/ledger-items.cjs') as { KINDS: string[] };
const stack = stackIn(PLACES[0]);
const { roles } = readStackPolicies(stack, {});
const table = String(stack.ofType('AWS::DynamoDB::Table')[0]?.attributes.Arn);

/** Kinds of items on which a function's role may do something of the ledger. */
function kindsOf(functionName: string): string[] {
  const principal = [...roles.values()].find(({ arn }) => arn.includes(`-${functionName}-us-east-1`));
  if (!principal) throw new Error(`No role of ${functionName}`);
  const accountId = '111122223333';
  return KINDS.filter((kind) =>
    ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'].some((operation) => {
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
