import { expect, test } from 'vitest';
import type { StoredRequest } from '../../../core/outcome/stored-request.ts';
import { isInFlight } from '../../../functions/recovery/is-in-flight.ts';

const AT = '2026-03-02T09:00:00.000Z';
const intent = { write: 'CREATE', number: 1, startedAt: AT, answer: 'UNANSWERED' };
const principals = { associated: 0, alreadyAssociated: 0, isUnsettled: true };

test.each([
  ['a call that the function waits a minute for', { intent }, 59, true],
  ['the same whose answer is being recorded', { intent }, 65, true],
  ['a call that no function waits for any more', { intent }, 70, false],
  ['principals since the request was stopped', { principals, stoppedAt: AT }, 59, true],
  ['principals that no function waits for', { principals, stoppedAt: AT }, 70, false],
  ['what was answered', { intent: { ...intent, answer: 'ANSWERED' } }, 1, false],
  ['what has its outcome', { intent, outcome: {} }, 1, false],
])('an answer may still come, or not: %s', (_, record, seconds, expected) => {
  const now = new Date(Date.parse(AT) + seconds * 1_000).toISOString();

  expect(isInFlight(record as unknown as StoredRequest, now)).toBe(expected);
});
