import { expect, test } from 'vitest';
import type { FailureCode } from '../../../core/failure-codes.ts';
import { FAILURES } from '../../../core/failure-codes.ts';
import {
  isRefusedByPolicy,
  type Tried,
  whyNoMore,
  whyNotAgain,
  whyUndone,
} from '../../../core/reconciliation/why-not-again.ts';

const NOW = '2026-03-01T00:00:00.000Z';
const LATER = '2026-03-08T00:00:01.000Z';

const failed = (code: FailureCode): Tried => ({
  requestId: 'repair-1',
  detailType: 'PortfolioShareFailed',
  decidedAt: NOW,
  failure: { code, cause: 'so it is', mayRetry: FAILURES[code].mayRetry },
});
const done: Tried = { requestId: 'repair-1', detailType: 'PortfolioShareCompleted', decidedAt: NOW };
const partly: Tried = { ...done, detailType: 'PortfolioShareCompletedWithErrors' };
const times = (count: number, one: Tried) => Array.from({ length: count }, () => one);

test('what was never tried is asked for, and what was done is not asked for again', () => {
  expect(whyNotAgain([], false, NOW)).toBeUndefined();
  expect(whyNotAgain([done], false, NOW)).toMatch(/carried out/);
});

test.each(['PRINCIPAL_RISK_REFUSED', 'APPROVAL_REQUIRED', 'APPROVAL_REJECTED'] as const)(
  '%s stands for as long as the facts do',
  (code) => {
    expect(whyNotAgain([failed(code)], false, LATER)).toMatch(code);
  },
);

test.each(['SUPERSEDED', 'NODE_NOT_FOUND', 'REFUSED_BY_SERVICE_CATALOG', 'QUOTA_EXCEEDED'] as const)(
  '%s may pass unseen: it is tried three times, and then once a week',
  (code) => {
    expect(whyNotAgain(times(2, failed(code)), false, NOW)).toBeUndefined();
    expect(whyNotAgain(times(3, failed(code)), false, NOW)).toMatch('after 2026-03-08');
    expect(whyNotAgain(times(3, failed(code)), false, LATER)).toBeUndefined();
  },
);

test('what passes by itself is tried ten times, then once a week, and never given up', () => {
  expect(whyNotAgain(times(9, failed('THROTTLED')), false, NOW)).toBeUndefined();
  expect(whyNotAgain(times(10, failed('THROTTLED')), false, NOW)).toMatch('THROTTLED');
  expect(whyNotAgain(times(60, failed('ORGANIZATIONS_ACCESS_DISABLED')), false, LATER)).toBeUndefined();
});

test('what expired before its turn does not count: after a pause of weeks it is asked for in the first night', () => {
  const expired = times(20, failed('EXPIRED'));

  expect(whyNotAgain(expired, false, NOW)).toBeUndefined();
  expect(whyNotAgain([...times(9, failed('THROTTLED')), ...expired], false, NOW)).toBeUndefined();
  expect(whyNotAgain([...times(10, failed('THROTTLED')), ...expired], false, NOW)).toMatch('THROTTLED');
  expect(whyNotAgain([...times(3, failed('NODE_NOT_FOUND')), ...expired], false, NOW)).toMatch('after 2026');
});

test('access that a repair could not bring about is not tried again', () => {
  expect(whyNotAgain([partly], true, LATER)).toMatch('could not bring it about');
  expect(whyNotAgain([failed('SHARE_FAILED')], true, LATER)).toMatch('could not bring it about: so it is');
});

test('access that was brought about and lost is brought about three times', () => {
  expect(whyNotAgain(times(2, done), true, NOW)).toBeUndefined();
  expect(whyNotAgain(times(3, done), true, NOW)).toMatch('restored 3 times');
});

test('what somebody undoes is repaired three times, and then told with since when', () => {
  const undone = (times: number) => ({ undone: { times, since: LATER, lastAt: LATER } });

  expect(whyUndone([])).toBeUndefined();
  expect(whyUndone([{}, undone(2)])).toBeUndefined();
  expect(whyUndone([undone(2), undone(3)])).toMatch(`undone 3 times since ${LATER}`);
});

test('a repair is asked for under 300 ids, and no more', () => {
  expect(whyNoMore(times(299, failed('THROTTLED')))).toBeUndefined();
  expect(whyNoMore(times(300, failed('THROTTLED')))).toBe('300 repairs have failed');
});

test('what policy refused is told from what failed, and from what could not help', () => {
  expect(isRefusedByPolicy(failed('PRINCIPAL_RISK_REFUSED'))).toBe(true);
  expect(isRefusedByPolicy(failed('SHARE_FAILED'))).toBe(false);
  expect(isRefusedByPolicy(partly)).toBe(false);
});
