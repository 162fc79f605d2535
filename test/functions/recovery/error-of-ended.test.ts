import { expect, test } from 'vitest';
import type { RequestRecord, ShareRecord, WriteIntent } from '../../../core/ledger/request-record.ts';
import { errorOfEnded } from '../../../functions/recovery/error-of-ended.ts';

const answered: WriteIntent = { write: 'CREATE', number: 1, startedAt: 'now', answer: 'ANSWERED' };
const ended: ShareRecord = { write: 'CREATE', status: 'COMPLETED', successfulSoFar: 3 };

const REQUEST = { action: 'SHARE', requestId: 'request', shareTagOptions: false, sharePrincipals: false };

function messageOf(record: Partial<RequestRecord>): string {
  const error = errorOfEnded({ request: REQUEST, grantedAt: 'now', ...record } as RequestRecord, 'ABORTED');
  return error ? JSON.parse(error.Cause ?? '{}').errorMessage : 'done';
}

const SHORT: ShareRecord = {
  ...ended,
  portfolioShareToken: 'share-1',
  accounts: { succeeded: 2, failed: 0, failures: [], alreadyReached: 0, alreadyReachedAccounts: [] },
};
const NONE = { count: 0, accounts: [] };
const REACH: RequestRecord['reach'] = {
  treeReadAt: 'now',
  gaining: { count: 3, accounts: [] },
  losing: NONE,
  keeping: NONE,
  gainingPrincipals: NONE,
  principals: [],
};

const ALL = { access: 'ALL', flags: 'ALL', failures: [], requestId: 'before', grantedAt: 'before' } as const;
const UPDATED = {
  intent: { ...answered, write: 'UPDATE' as const },
  share: { ...ended, write: 'UPDATE' as const },
  before: { shareTagOptions: true, sharePrincipals: false },
};

test.each([
  ['it made the share', { intent: answered, share: ended, before: 'ABSENT' as const }],
  [
    'it made the share, and a look showed whom its end had not named',
    {
      intent: { ...answered, startedAt: '2026-03-01T12:00:00.000Z' },
      share: SHORT,
      before: 'ABSENT' as const,
      reach: REACH,
      access: {
        lookedAt: '2026-03-01T12:05:00.000Z',
        having: 3,
        lacking: 0,
        lackingAccounts: [],
        doubtfulAccounts: [],
      },
    },
  ],
  ['it changed a share that everybody had', { ...UPDATED, endBefore: ALL }],
  [
    'it made again what was there',
    {
      intent: answered,
      share: ended,
      before: UPDATED.before,
      endBefore: { ...ALL, access: 'UNKNOWN' as const },
    },
  ],
])('a request was done, however its execution ended, where %s', (_, record) => {
  expect(messageOf(record)).toBe('done');
});

test.each([
  ['nothing was written', {}],
  ['it changed a share of which it is not known whether everybody has it', UPDATED],
  [
    'it had confirmed a share and not yet looked at its accounts',
    { intent: answered, share: { ...ended, isConfirmation: true }, before: UPDATED.before, endBefore: ALL },
  ],
  [
    'the share that it made named fewer than it was to reach',
    { intent: answered, share: SHORT, before: 'ABSENT' as const, reach: REACH },
  ],
  ['the share still runs', { intent: answered, share: { ...ended, status: 'IN_PROGRESS' as const } }],
  ['it ended, and is not there as asked', { intent: answered, share: { ...ended, isOtherwise: true } }],
  [
    'a further write has no answer',
    { intent: { ...answered, write: 'UPDATE' as const, answer: 'UNANSWERED' as const }, share: ended },
  ],
  [
    'what it had created was deleted to be made again, and the ledger does not say so yet',
    {
      intent: { ...answered, write: 'DELETE' as const },
      share: { ...ended, write: 'DELETE' as const },
      before: 'ABSENT' as const,
    },
  ],
  [
    'it was deleted to be made again',
    {
      intent: { ...answered, write: 'DELETE' as const },
      share: { ...ended, write: 'DELETE' as const },
      remakes: 1,
    },
  ],
])('it was not done where %s', (_, record) => {
  expect(messageOf(record)).toMatch(/^ABORTED: /);
});

test('whoever stopped it is named', () => {
  expect(messageOf({ cancelledBy: 'night-shift' })).toBe('CANCELLED: cancelled by night-shift');
  expect(messageOf({ leaseTakenBy: 'night-shift' })).toBe('CANCELLED: night-shift took the lease from it');
});

test('of an execution that runs, and does not take up its turn, it is not said that it ended', () => {
  const error = errorOfEnded({ request: REQUEST } as RequestRecord, 'ASLEEP');

  expect(error?.Cause).toContain('ABORTED: the execution had its turn for an hour, and did not take it up');
  expect(error?.Cause).not.toContain('ended');
});
