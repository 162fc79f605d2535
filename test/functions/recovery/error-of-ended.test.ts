import { expect, test } from 'vitest';
import type { RequestRecord, ShareRecord, WriteIntent } from '../../../core/ledger/request-record.ts';
import type { ShareRequest } from '../../../core/request/share-request.ts';
import { errorOfEnded } from '../../../functions/recovery/error-of-ended.ts';

const answered: WriteIntent = { write: 'CREATE', number: 1, startedAt: 'now', answer: 'ANSWERED' };
const ended: ShareRecord = { write: 'CREATE', status: 'COMPLETED', successfulSoFar: 3 };

const REQUEST: ShareRequest = {
  action: 'SHARE',
  requestId: 'request',
  portfolioId: 'port-1',
  recipient: { type: 'ORGANIZATION', value: 'o-a1b2c3d4e5' },
  shareTagOptions: false,
  sharePrincipals: false,
  principals: [],
};

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
const PARTIAL: ShareRecord = { ...ended, status: 'COMPLETED_WITH_ERRORS' };
const DELETED = {
  intent: { ...answered, write: 'DELETE' as const },
  share: { ...ended, write: 'DELETE' as const },
};
const TWO = ['A', 'B'].map((name) => ({
  principalArn: `arn:aws:iam:::role/${name}`,
  principalType: 'IAM_PATTERN' as const,
}));
const DISASSOCIATE: ShareRequest = { ...REQUEST, action: 'DISASSOCIATE', principals: TWO };
const UNSHARE: ShareRequest = { ...REQUEST, action: 'UNSHARE' };
const UNSHARE_TWO = { ...UNSHARE, principals: TWO };
/** How many of its principals are known to be off, by index, and by count. */
const settled = (...indices: readonly number[]) => ({
  associated: 0,
  alreadyAssociated: 0,
  settled: indices,
});
const counted = (disassociated: number | undefined, toDisassociate: number | undefined) =>
  ({ associated: 0, alreadyAssociated: 0, disassociated, toDisassociate }) as RequestRecord['principals'];
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
    'it updated the share of an account, of whose accounts nobody is looked for',
    { ...UPDATED, request: { ...REQUEST, recipient: { type: 'ACCOUNT', value: '1' } as const } },
  ],
  [
    'it updated a share that all were seen to have, and has looked itself',
    {
      ...UPDATED,
      endBefore: { ...ALL, isSeenOnly: true as const },
      access: { lookedAt: 'now', having: 1, lacking: 0, lackingAccounts: [], doubtfulAccounts: [] },
    },
  ],
  [
    'it made again what was there',
    {
      intent: answered,
      share: ended,
      before: UPDATED.before,
      endBefore: { ...ALL, access: 'UNKNOWN' as const },
    },
  ],
  [
    'it made the share, and the end of that names whom it missed',
    { intent: answered, share: PARTIAL, before: 'ABSENT' as const },
  ],
  [
    'it made the share, which is not there since that ended in ERROR',
    {
      intent: answered,
      share: { ...ended, status: 'ERROR' as const, isOtherwise: true },
      before: 'ABSENT' as const,
    },
  ],
  [
    'it made the share, whatever principals it named: those came first',
    {
      request: { ...REQUEST, principals: TWO },
      intent: answered,
      share: ended,
      before: 'ABSENT' as const,
      principals: { associated: 2, alreadyAssociated: 0 },
    },
  ],
  ['it took the share away', { request: UNSHARE, ...DELETED }],
  [
    'it took the share away, and then every principal off',
    { request: UNSHARE_TWO, ...DELETED, principals: settled(0, 1) },
  ],
  [
    'the share that it was to take away ended in ERROR: no principal is taken off then',
    { request: UNSHARE_TWO, ...DELETED, share: { ...DELETED.share, status: 'ERROR' as const } },
  ],
  ['it took every principal off', { request: DISASSOCIATE, principals: settled(1, 0) }],
  [
    'it took off those that were there, as an earlier version counts them',
    { request: DISASSOCIATE, principals: counted(1, 1) },
  ],
])('a request was done, however its execution ended, where %s', (_, record) => {
  expect(messageOf(record)).toBe('done');
});

test.each([
  ['nothing was written', {}],
  ['it changed a share of which it is not known whether everybody has it', UPDATED],
  [
    'it changed one that all have, some by another path',
    { ...UPDATED, endBefore: { ...ALL, hasOtherPaths: true as const } },
  ],
  [
    'it changed one that all were only seen to have',
    { ...UPDATED, endBefore: { ...ALL, isSeenOnly: true as const } },
  ],
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
  [
    'the deletion of what it had created has no answer',
    {
      intent: { ...answered, write: 'DELETE' as const, answer: 'UNANSWERED' as const },
      share: ended,
      before: 'ABSENT' as const,
    },
  ],
  [
    'a second update has no answer',
    { ...UPDATED, intent: { ...UPDATED.intent, answer: 'UNANSWERED' as const }, endBefore: ALL },
  ],
  [
    'an update for accounts that its creation had missed reached not all of them',
    {
      intent: { ...answered, write: 'UPDATE' as const },
      share: { ...PARTIAL, write: 'UPDATE' as const },
      created: PARTIAL,
      before: 'ABSENT' as const,
    },
  ],
  ['principals of the share that it took away are left', { request: UNSHARE_TWO, ...DELETED }],
  ['one principal is left', { request: DISASSOCIATE, principals: settled(1) }],
  ['one of those that were there is left', { request: DISASSOCIATE, principals: counted(1, 2) }],
  ['no principal was taken off', { request: DISASSOCIATE, principals: counted(undefined, undefined) }],
  ['nobody had looked for principals', { request: DISASSOCIATE }],
])('it was not done where %s', (_, record) => {
  expect(messageOf(record)).toMatch(/^ABORTED: /);
});

test('how its share was last seen is said', () => {
  const share = { ...ended, isOtherwise: true };

  expect(messageOf({ leaseTakenBy: 'ana', share })).toBe(
    'CANCELLED: ana took the lease from it; its share was last seen COMPLETED',
  );
  expect(messageOf({ share: { ...share, status: 'IN_PROGRESS' } })).toBe(
    'ABORTED: the execution ended as ABORTED before the request was done; its share was last seen IN_PROGRESS and may still end',
  );
});

test('a denial is told as AWS said it', () => {
  const said =
    'FAILED: User: arn:aws:sts::1:assumed-role/r/x is not authorized to perform: lambda:InvokeFunction';

  expect(errorOfEnded({ request: REQUEST } as RequestRecord, said)).toEqual({
    Error: 'AccessDeniedException',
    Cause: said,
  });
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
