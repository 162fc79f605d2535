import { expect, test } from 'vitest';
import { FAILURES } from '../../../core/failure-codes.ts';
import { isFailureOfOurs } from '../../../core/outcome/is-failure-of-ours.ts';
import type { OutcomeDetail } from '../../../core/outcome/outcome.ts';

const isOurs = (code: string | undefined) =>
  isFailureOfOurs({ detail: { ...(code && { failure: { code } }) } as unknown as OutcomeDetail });

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
