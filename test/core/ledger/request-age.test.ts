import { expect, test } from 'vitest';
import { ageSeconds, whyExpired, whyTooLate, workingSeconds } from '../../../core/ledger/request-age.ts';
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

const refused = { write: 'CREATE', number: 1, startedAt: '', answer: 'REFUSED' };
const created = { write: 'CREATE', status: 'COMPLETED', successfulSoFar: 0 };
const NONE = { associated: 0, alreadyAssociated: 0 };

test.each<[string, Record<string, unknown>, boolean]>([
  ['was refused', { intent: refused }, true],
  ['may have been made by an attempt without an answer', { intent: { ...refused, isDoubted: true } }, false],
  ['has no answer yet', { intent: { ...refused, answer: 'UNANSWERED' } }, false],
  ['was taken', { share: created }, false],
  ['had no effect, since the share was there', { share: { ...created, isConfirmation: true } }, true],
  ['is still to be made, after its principals', { principals: { ...NONE, associated: 2 } }, true],
  ['took a principal off', { action: 'DISASSOCIATE', principals: { ...NONE, disassociated: 1 } }, false],
  ['may have taken one off', { action: 'DISASSOCIATE', principals: { ...NONE, isUnsettled: true } }, false],
  ['took none off yet', { action: 'DISASSOCIATE', principals: { ...NONE, disassociated: 0 } }, true],
])('a request whose call %s: expires %s', (_, { action = 'SHARE', ...given }, expires) => {
  const of = (more: object) =>
    ({
      ...record(),
      ...given,
      request: { action, requestId: 'r', ...more },
    }) as unknown as RequestRecord;
  const late = of({ notAfter: '2026-03-02T10:00:00Z' });

  expect(whyTooLate(late, '2026-03-02T10:00:01Z') !== undefined).toBe(expires);
  expect(whyExpired(late, '2026-03-02T10:00:01Z', DAY) !== undefined).toBe(expires);
  expect(whyExpired(of({}), '2026-03-04T10:00:01Z', DAY) !== undefined).toBe(expires);
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
