import { expect, test } from 'vitest';
import { drainingOf, leftRunning } from '../../../core/lease/draining.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';

const NOW = '2026-11-22T00:00:00.000Z';
const SETTINGS = {
  scope: 'account-and-region',
  longestQueue: 5_000,
  drainSeconds: 7_200,
  drainBlindSeconds: 600,
} as const;

function draining(record: Partial<RequestRecord>) {
  return drainingOf({ requestKey: 'req-1', fence: 7, ...record } as RequestRecord, SETTINGS, NOW);
}

const answered = { write: 'CREATE', number: 1, startedAt: NOW, answer: 'ANSWERED' } as const;
const running = { write: 'CREATE', portfolioShareToken: 'share-1', successfulSoFar: 0 } as const;

test.each([
  ['nothing was written', {}],
  ['the write was refused', { intent: { ...answered, answer: 'REFUSED' as const } }],
  ['the share has ended', { intent: answered, share: { ...running, status: 'COMPLETED' as const } }],
])('nothing drains where %s', (_, record) => {
  expect(draining(record)).toBeUndefined();
});

test('a share that runs is waited for by its token', () => {
  expect(draining({ intent: answered, share: { ...running, status: 'IN_PROGRESS' } })).toEqual({
    requestKey: 'req-1',
    fence: 7,
    portfolioShareToken: 'share-1',
    since: NOW,
    until: '2026-11-22T02:00:00.000Z',
  });
});

test('a write without an answer is waited for blindly, and for a shorter time', () => {
  const before = { ...running, status: 'COMPLETED' as const };

  expect(draining({ intent: { ...answered, answer: 'UNANSWERED' }, share: before })).toEqual({
    requestKey: 'req-1',
    fence: 7,
    since: NOW,
    until: '2026-11-22T00:10:00.000Z',
  });
});

test('a share that runs is waited for, even if a later write was refused: it may be the reason', () => {
  const refused = { ...answered, number: 2, answer: 'REFUSED' as const };
  const blind = { write: 'CREATE', isBlind: true, status: 'NOT_STARTED', successfulSoFar: 0 } as const;

  expect(draining({ intent: refused, share: blind })?.until).toBe('2026-11-22T00:10:00.000Z');
  expect(leftRunning({ intent: refused, share: blind }, NOW)).toEqual({});
  expect(leftRunning({ intent: refused, share: { ...running, status: 'IN_PROGRESS' } }, NOW)).toEqual({
    portfolioShareToken: 'share-1',
  });
});

test('a principal without an answer is waited for as a share is', () => {
  const principals = { associated: 0, alreadyAssociated: 0, isUnsettled: true };
  const ended = { ...running, status: 'COMPLETED' as const };

  expect(draining({ principals })?.until).toBe('2026-11-22T00:10:00.000Z');
  expect(draining({ principals, intent: answered, share: ended })?.portfolioShareToken).toBeUndefined();
  expect(draining({ principals: { associated: 1, alreadyAssociated: 0 } })).toBeUndefined();
});

test('a principal whose first call had no answer is waited for while it may come late, though a later one was answered', () => {
  const doubted = (doubtedAt: string) => ({ principals: { associated: 1, alreadyAssociated: 0, doubtedAt } });

  expect(draining(doubted('2026-11-21T23:58:50.001Z'))).toBeDefined();
  expect(draining(doubted('2026-11-21T23:58:50.000Z'))).toBeUndefined();
});
