import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { longestPauses, retryPolicies, retryPolicy } from './retries.ts';

const LAMBDA = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
];

/** Each policy: after which errors a call is made how often again, and how long all pauses take at most. */
const SAID = [
  ['ledger', 'a request waits 16 minutes for the ledger', ['LedgerUnavailable'], 20, 962],
  ['ledgerOfReconciliation', 'a reconciliation waits 6 minutes for it', ['LedgerUnavailable'], 10, 362],
  [
    'catalog',
    'Service Catalog or Organizations may be throttled or unavailable for 4 minutes',
    ['ServiceUnavailable', 'ThrottlingException'],
    8,
    242,
  ],
  ['limit', 'a quota: four calls within 70 s', ['LimitExceededException'], 3, 70],
  ['ambiguous', 'a write without an answer: seven calls within 195 s', ['AmbiguousWrite'], 6, 195],
  ['newPrincipal', 'a new role has 8 minutes to be known everywhere', ['PrincipalNotReady'], 12, 461],
  ['shareStatus', 'a share that is not known: four polls within 14 s', ['ShareStatusUnknown'], 3, 14],
  ['permission', 'a right that a role lacks: four calls within 70 s', ['PermissionMissing'], 3, 70],
  [
    'bus',
    'the bus may take nothing for 6 minutes',
    ['EventNotAccepted', 'ServiceUnavailable', 'ThrottlingException'],
    10,
    362,
  ],
  [
    'concurrency',
    'a Task waits 8 hours for Lambda at the concurrency of the account',
    ['Lambda.TooManyRequestsException'],
    500,
    29_762,
  ],
  [
    'lambda',
    'a function that does not answer: seven calls within 2 minutes',
    [...LAMBDA, 'States.Timeout', 'FunctionTimedOut'],
    6,
    122,
  ],
  [
    'lambdaAsleep',
    'the same where a Task sleeps on a token, but for States.Timeout',
    [...LAMBDA, 'FunctionTimedOut'],
    6,
    122,
  ],
] as const;

test.each(SAID)('%s: %s', (name, _, errors, attempts, seconds) => {
  const policy = retryPolicy(name);

  expect(policy.ErrorEquals).toEqual(errors);
  expect(policy.MaxAttempts).toBe(attempts);
  expect(longestPauses(policy)).toBe(seconds);
});

test('each policy of retries.yml is said here', () => {
  expect([...retryPolicies().keys()]).toEqual(SAID.map(([name]) => name));
});

const COUNTS = ['none', 'once', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

test.each([
  ['statemachines/retries.yml', /# A quota: (\w+) calls within (\d+) s at most/, 'limit', 1],
  ['statemachines/retries.yml', /# A right .*: (\w+) calls within (\d+) s at most/, 'permission', 1],
  ['docs/recorded.md', /`Lambda\.AWSLambdaException`.* The first is retried (\w+) times/, 'lambda', 0],
])('what %s says of a policy is so', (file, sentence, name, first) => {
  const policy = retryPolicy(name);

  const [, times = '', seconds] = sentence.exec(readFileSync(file, 'utf8')) ?? [];

  expect(COUNTS.indexOf(times)).toBe(first + policy.MaxAttempts);
  if (seconds !== undefined) expect(Number(seconds)).toBe(longestPauses(policy));
});
