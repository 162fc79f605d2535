import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { failureOf } from '../../../core/outcome/failure-of.ts';
import { outcomeOf } from '../../../core/outcome/outcome-of.ts';

const NOW = '2026-11-22T00:10:00.000Z';

function caught(name: string, errorMessage: string) {
  return { Error: name, Cause: JSON.stringify({ errorType: name, errorMessage, trace: [] }) };
}

test.each([
  ['CreatePortfolioShare: too many', 'Shared accounts per portfolio', 'L-A2FB1BD2'],
  ['AssociatePrincipalWithPortfolio: too many', 'Users, groups, and roles per portfolio', 'L-E8959660'],
  [
    'AssociatePrincipalWithPortfolio: too many IAM_PATTERN',
    'IAM_PATTERN principals per portfolio',
    undefined,
  ],
])('LimitExceededException of %s names the quota %s', (message, quotaName, quotaCode) => {
  const failure = failureOf(caught('LimitExceededException', message));

  expect(failure).toMatchObject({
    code: 'QUOTA_EXCEEDED',
    quota: { serviceCode: 'servicecatalog', quotaName },
  });
  expect(failure.quota?.quotaCode).toBe(quotaCode);
  expect(failure.cause).toContain(quotaName);
});

test.each([
  ['InvalidStateException', 'SHARE_BUSY'],
  ['ThrottlingException', 'THROTTLED'],
  ['LedgerUnavailable', 'LEDGER_UNAVAILABLE'],
  ['AmbiguousWrite', 'SHARE_STATUS_UNKNOWN'],
  ['Sandbox.Timedout', 'SERVICE_UNAVAILABLE'],
  ['TypeError', 'INTERNAL_ERROR'],
])('%s, once its retries are used up, is %s', (error, code) => {
  expect(failureOf(caught(error, 'why')).code).toBe(code);
});

test.each(['Lambda.AWSLambdaException', 'Lambda.AccessDeniedException'])(
  'a denied invocation under the name %s is a missing permission, and no service that is busy',
  (error) => {
    const Cause =
      'User: arn:aws:sts::111122223333:assumed-role/machine/x is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:x (Service: AWSLambda; Status Code: 403)';

    expect(failureOf({ Error: error, Cause }).code).toBe('PERMISSION_MISSING');
    expect(failureOf({ Error: 'Lambda.AWSLambdaException', Cause: 'busy' }).code).toBe('SERVICE_UNAVAILABLE');
  },
);

test('data over the limit, where it is caught, is a defect that the outcome names', () => {
  const Cause =
    "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes.";

  expect(failureOf({ Error: 'States.DataLimitExceeded', Cause })).toMatchObject({
    code: 'INTERNAL_ERROR',
    cause: `States.DataLimitExceeded: ${Cause}`,
  });
});

const record = {
  requestKey: 'req-1',
  requester: { account: '111122223333', source: 'acme.test' },
  requestedAt: NOW,
  acceptedAt: NOW,
  executionArn: 'arn',
  request: {
    requestId: 'r-1',
    action: 'SHARE',
    portfolioId: 'port-1',
    recipient: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
    shareTagOptions: false,
    sharePrincipals: false,
    principals: [],
  },
} as unknown as RequestRecord;

test('a wait for the lease that timed out is EXPIRED; any other time-out is not', () => {
  const error = { Error: 'States.Timeout', Cause: '' };

  const waiting = outcomeOf({ ...record, phase: 'QUEUED' }, error, NOW);
  const writing = outcomeOf({ ...record, phase: 'WRITING' }, error, NOW);

  expect(waiting.detail.failure?.code).toBe('EXPIRED');
  expect(writing.detail.failure?.code).toBe('SERVICE_UNAVAILABLE');
});

test('principals that were being associated when all ended make the effect UNKNOWN, and are mentioned', () => {
  const principals = { associated: 1, alreadyAssociated: 0, isUnsettled: true };

  const { detail } = outcomeOf({ ...record, phase: 'PLANNED', principals }, caught('TypeError', 'x'), NOW);

  expect(detail.effect).toBe('UNKNOWN');
  expect(detail.failure?.done).toContain('asked to write principals, without an answer');
});

test.each([
  [
    'a quota with a code',
    caught('LimitExceededException', 'CreatePortfolioShare: many'),
    'LimitExceededException: CreatePortfolioShare: many (Shared accounts per portfolio, L-A2FB1BD2)',
  ],
  [
    'a quota without a code',
    caught('LimitExceededException', 'AssociatePrincipalWithPortfolio: IAM_PATTERN'),
    'LimitExceededException: AssociatePrincipalWithPortfolio: IAM_PATTERN (IAM_PATTERN principals per portfolio)',
  ],
  [
    'no quota that we know',
    caught('LimitExceededException', 'ListX: many'),
    'LimitExceededException: ListX: many',
  ],
  ['a code of ours', caught('RequestRejected', 'SUPERSEDED: by vend-2'), 'by vend-2'],
  ['a refusal without a code', caught('RequestRejected', 'so it is'), 'RequestRejected: so it is'],
  [
    'a code in the middle',
    caught('RequestRejected', 'not SUPERSEDED: x'),
    'RequestRejected: not SUPERSEDED: x',
  ],
  [
    'a code under a foreign name',
    caught('ThrottlingException', 'EXPIRED: x'),
    'ThrottlingException: EXPIRED: x',
  ],
  ['no cause', { Error: 'States.Timeout' }, 'States.Timeout: '],
  ['a message that is no text', { Error: 'X', Cause: '{"errorMessage":7}' }, 'X: {"errorMessage":7}'],
  ['JSON without a message', { Error: 'X', Cause: 'null' }, 'X: null'],
  ['two lines', caught('RequestRejected', 'SUPERSEDED: one\ntwo'), 'one\ntwo'],
])('the sentence of a failure: %s', (_, error, cause) => {
  expect(failureOf(error).cause).toBe(cause);
});

test.each([
  ['RequestRejected', 'QUOTA_EXCEEDED: AssociatePrincipalWithPortfolio', 'L-E8959660'],
  ['InvalidStateException', 'CreatePortfolioShare: busy', undefined],
  ['LimitExceededException', 'after CreatePortfolioShare: many', undefined],
  ['LimitExceededException', 'after AssociatePrincipalWithPortfolio: many', undefined],
])('%s with %s names the quota %s', (error, message, quotaCode) => {
  expect(failureOf(caught(error, message)).quota?.quotaCode).toBe(quotaCode);
});

test('a denied invocation is a defect also where the sentence does not say who was denied', () => {
  const Cause = 'not authorized to perform: lambda:InvokeFunction';

  expect(failureOf({ Error: 'Lambda.AWSLambdaException', Cause }).code).toBe('INTERNAL_ERROR');
  expect(failureOf({ Error: 'ThrottlingException', Cause }).code).toBe('THROTTLED');
});

test('the sentence of a failure has at most a thousand characters', () => {
  expect(failureOf(caught('X', 'y'.repeat(2000))).cause).toHaveLength(1000);
});
