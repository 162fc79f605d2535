import { expect, test } from 'vitest';
import { type QueueTicket, waitsFor } from '../../../core/lease/queue-ticket.ts';

const WAITING: QueueTicket = { turn: 2, state: 'WAITING' };

test('a turn waits by its own ticket, until it is granted or the ticket is closed', () => {
  expect(waitsFor(WAITING, 2)).toBe(true);
  expect(waitsFor(undefined, 2)).toBe(false);
  expect(waitsFor(WAITING, 1)).toBe(false);
  expect(waitsFor({ ...WAITING, state: 'GRANTED' }, 2)).toBe(false);
  expect(waitsFor({ ...WAITING, state: 'ENDED' }, 2)).toBe(false);
  expect(waitsFor({ ...WAITING, closedAt: '2026-11-22T00:00:00.000Z' }, 2)).toBe(false);
});
