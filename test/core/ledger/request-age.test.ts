import { expect, test } from 'vitest';
import { ageSeconds, whyExpired, workingSeconds } from '../../../core/ledger/request-age.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';

const DAY = 86_400;

function record(given: Partial<RequestRecord> & { readonly notAfter?: string } = {}) {
  const { notAfter, ...rest } = given;
  return {
    request: { requestId: 'r', ...(notAfter !== undefined && { notAfter }) },
    requestedAt: '2026-03-02T09:00:00Z',
    acceptedAt: '2026-03-02T09:00:00.000Z',
    ...rest,
  } as RequestRecord;
}

const inTwoRounds = {
  requestedAt: '2026-03-03T10:00:00Z',
  waitedBeforeSeconds: DAY,
  decision: { decidedAt: '2026-03-03T12:00:00Z' },
} as NonNullable<RequestRecord['approval']>;

test.each([
  ['accepted at once', {}, '2026-03-02T09:01:00Z', 60],
  ['undelivered for ten days', { acceptedAt: '2026-03-12T09:00:00Z' }, '2026-03-12T09:00:05Z', 10 * DAY + 5],
  ['of a time in the future', { requestedAt: '2027-01-01T00:00:00Z' }, '2026-03-02T09:00:05Z', 5],
  ['of no time', { requestedAt: 'soon' }, '2026-03-02T09:00:05Z', 5],
  ['that approvers took a day and two hours for', { approval: inTwoRounds }, '2026-03-03T12:00:10Z', 3_610],
])('the age of a request %s', (_, given, at, seconds) => {
  expect(ageSeconds(record(given), at)).toBe(seconds);
});

test('a request ends once it is too old, or after the instant that it names', () => {
  const late = record({ notAfter: '2026-03-02T10:00:00+01:00' });

  expect(whyExpired(record(), '2026-03-03T09:00:01Z', DAY)).toContain('86401 s old');
  expect(whyExpired(record(), '2026-03-03T09:00:00Z', DAY)).toBeUndefined();
  expect(whyExpired(late, '2026-03-02T09:00:01Z', DAY)).toContain('notAfter');
  expect(whyExpired(late, '2026-03-02T09:00:00Z', DAY)).toBeUndefined();
});

test.each([
  ['not granted yet', {}, '2026-03-02T09:05:00Z', 300],
  ['that waited four hours for its turn', { grantedAt: '2026-03-02T13:00:00Z' }, '2026-03-02T13:01:00Z', 60],
  ['that approvers took a day for', { approval: inTwoRounds }, '2026-03-03T12:00:10Z', 3_610],
  [
    'that was asked about once it had its turn',
    { approval: inTwoRounds, grantedAt: '2026-03-02T09:00:10Z' },
    '2026-03-03T12:00:10Z',
    3_610,
  ],
])('how long a request has been at work %s', (_, given, at, seconds) => {
  expect(workingSeconds(record(given), at)).toBe(seconds);
});
