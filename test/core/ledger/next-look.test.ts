import { expect, test } from 'vitest';
import { isAsleep, nextLookAt } from '../../../core/ledger/next-look.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';

const NOW = '2026-11-26T12:00:00.000Z';
const LATER = '2026-11-26T12:10:00.000Z';
const approval = { expiresAt: '2026-11-29T12:00:00.000Z' };
const record = (attributes: object) => attributes as RequestRecord;

test('what waits for a person or for its turn is left alone for a while', () => {
  expect(nextLookAt(record({ phase: 'QUEUED' }), NOW)).toBe(LATER);
  expect(nextLookAt(record({ phase: 'AWAITING_APPROVAL', approval }), NOW)).toBe(LATER);
});

test('a question or a wish that ends sooner is looked at then', () => {
  const soon = '2026-11-26T12:03:00.000Z';
  const asked = { phase: 'AWAITING_APPROVAL', approval: { expiresAt: soon } };

  expect(nextLookAt(record(asked), NOW)).toBe(soon);
  expect(nextLookAt(record({ phase: 'QUEUED', request: { notAfter: soon } }), NOW)).toBe(soon);
});

test('what somebody has answered, cancelled or taken, and all that works, is looked at every minute', () => {
  const decided = { ...approval, decision: { decision: 'APPROVED' } };

  for (const attributes of [
    { phase: 'AWAITING_APPROVAL', approval: decided },
    { phase: 'AWAITING_APPROVAL', approval, cancelledBy: 'night-shift' },
    { phase: 'QUEUED', leaseTakenBy: 'night-shift' },
    { phase: 'WRITING' },
    { phase: 'DECIDED' },
  ]) {
    expect(nextLookAt(record(attributes), NOW)).toBe(NOW);
    expect(isAsleep(record(attributes))).toBe(false);
  }
});

test('a question that was answered no longer ends the sleep of a request that queues', () => {
  const soon = '2026-11-26T12:03:00.000Z';
  const queued = { phase: 'QUEUED', approval: { expiresAt: soon, decision: { decision: 'APPROVED' } } };

  expect(nextLookAt(record(queued), NOW)).toBe(LATER);
});

test('a wait for a person of whom nothing is recorded is a sleep', () => {
  expect(isAsleep(record({ phase: 'AWAITING_APPROVAL' }))).toBe(true);
  expect(nextLookAt(record({ phase: 'AWAITING_APPROVAL' }), NOW)).toBe(LATER);
});
