import { expect, test } from 'vitest';
import { FAILURES } from '../../../core/failure-codes.ts';
import { isFailureOfOurs } from '../../../core/outcome/is-failure-of-ours.ts';
import type { OutcomeDetail } from '../../../core/outcome/outcome.ts';

const isOurs = (code: string | undefined) =>
  isFailureOfOurs(
    { detail: { ...(code && { failure: { code } }) } as unknown as OutcomeDetail },
    {},
    undefined,
  );

test('the alarm counts what no requester can mend, and nothing else', () => {
  expect(Object.keys(FAILURES).filter(isOurs).toSorted()).toEqual([
    'ABORTED',
    'ACCESS_DENIED',
    'INTERNAL_ERROR',
    'LEASE_LOST',
    'LEDGER_UNAVAILABLE',
    'PERMISSION_MISSING',
  ]);
});

test('what did not fail is no failure of ours', () => {
  expect(isOurs(undefined)).toBe(false);
});

const DENIED =
  'User: arn:aws:sts::1:assumed-role/r/f is not authorized to perform: servicecatalog:UpdatePortfolioShare';

test.each([
  ['we may not make', DENIED, true],
  ['Service Catalog refuses', 'The share is in ERROR.', false],
])('a share that lacks accounts counts where the call for them is one that %s: %s', (_, said, isCounted) => {
  const outcome = { detail: {} as unknown as OutcomeDetail };
  const error = { Error: 'AccessDeniedException', Cause: said };

  expect(isFailureOfOurs(outcome, { meansRefused: said }, undefined)).toBe(isCounted);
  expect(isFailureOfOurs(outcome, {}, error)).toBe(isCounted);
});
