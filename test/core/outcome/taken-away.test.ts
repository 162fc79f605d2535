import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { outcomeOf } from '../../../core/outcome/outcome-of.ts';
import { isLeftTakenAway, lostAccessOf } from '../../../core/outcome/taken-away.ts';
import { wantedAfter } from '../../../core/outcome/wanted-after.ts';

const NOW = '2026-11-22T01:00:00.000Z';
const BEFORE = { shareTagOptions: true, sharePrincipals: false };
const deleted = { write: 'DELETE', status: 'COMPLETED', successfulSoFar: 2 } as const;
const created = { write: 'CREATE', status: 'COMPLETED_WITH_ERRORS', successfulSoFar: 1 } as const;
const failures = [{ accountId: '200000000002', error: 'InternalFailure', message: 'no' }];
const accounts = { succeeded: 1, failed: 1, alreadyReached: 0, alreadyReachedAccounts: [], failures };

function remaking(more: Partial<RequestRecord>): RequestRecord {
  return {
    requestKey: 'req-1',
    requester: { account: '111122223333', source: 'acme.vending' },
    eventId: 'e',
    requestedAt: NOW,
    acceptedAt: NOW,
    contentHash: 'c',
    executionArn: 'arn',
    phase: 'WRITING',
    sequence: 1,
    request: {
      requestId: 'vend-1',
      action: 'SHARE',
      portfolioId: 'port-a',
      recipient: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
      shareTagOptions: false,
      sharePrincipals: false,
      principals: [],
    },
    before: BEFORE,
    remakes: 1,
    ...more,
  };
}

const ALL = { access: 'ALL', flags: 'ALL', failures: [], requestId: 'before', grantedAt: 'before' } as const;
const look = {
  lookedAt: NOW,
  having: 1,
  lacking: 1,
  lackingAccounts: ['200000000002'],
  doubtfulAccounts: [],
};
const LOST = { count: 1, accounts: ['200000000002'] };

test('who lacks it now has lost it where everybody had it before', () => {
  expect(lostAccessOf(remaking({ endBefore: ALL, share: { ...created, accounts } }))).toEqual(LOST);
  expect(lostAccessOf(remaking({ endBefore: ALL, access: { ...look, lost: LOST } }))).toEqual(LOST);
});

test('without a look, nobody is said to have lost it who lacked it before, nor where not all are named', () => {
  const endBefore = { ...ALL, access: 'UNKNOWN', lackedAccounts: ['200000000001'] } as const;
  const both = [{ ...failures[0], accountId: '200000000001' }, ...failures] as typeof failures;
  const lostOf = (more: object) =>
    lostAccessOf(remaking({ endBefore, share: { ...created, accounts: { ...accounts, ...more } } }));

  expect(lostOf({ failed: 2, failures: both })).toEqual(LOST);
  expect(lostOf({ failed: 102, failures: both })).toBeUndefined();
});

test.each([
  ['nobody knows who had it before', { share: { ...created, accounts } }],
  ['not everybody had it before', { endBefore: { ...ALL, access: 'NOT_ALL' as const }, access: look }],
  [
    'an update missed an account',
    { endBefore: ALL, share: { ...created, write: 'UPDATE' as const, accounts } },
  ],
  ['everybody has it', { endBefore: ALL, access: { ...look, lost: { count: 0, accounts: [] } } }],
])('nobody is said to have lost access where %s', (_, record) => {
  expect(lostAccessOf(remaking(record))).toBeUndefined();
});

test('a share that was not made again is wanted as it was, in place of nobody', () => {
  const record = remaking({ share: deleted });
  const error = { Error: 'AccessDeniedException', Cause: 'no' };
  const outcome = outcomeOf(record, error, NOW);
  const change = wantedAfter({ decidedSequence: 0 }, record, outcome);

  expect(isLeftTakenAway(record)).toBe(true);
  expect(outcome.detail).toMatchObject({ effect: 'REMOVED' });
  expect(outcome.detail.accounts).toBeUndefined();
  expect(outcome.detail.failure?.done).toContain('asked to DELETE the share (COMPLETED, accounts let go: 2)');
  expect(change).toMatchObject({ change: 'KEEP', wanted: { ...BEFORE, requestId: 'vend-1' } });
  expect(change).not.toHaveProperty('wish');
});

test('what is wanted already stays wanted by its own request', () => {
  const record = remaking({ share: deleted });
  const first = wantedAfter(
    { decidedSequence: 0 },
    { ...record, sequence: 1 },
    outcomeOf(remaking({ share: { ...created, status: 'COMPLETED' } }), undefined, NOW),
  );
  if (first.change !== 'KEEP') throw new Error('It was not kept');
  const failed = outcomeOf(record, { Error: 'AccessDeniedException', Cause: 'no' }, NOW);

  expect(
    wantedAfter({ decidedSequence: 1, wanted: first.wanted }, { ...record, sequence: 2 }, failed),
  ).toEqual({ change: 'NONE' });
});

test('what this request made itself, and took away again, is not wanted', () => {
  expect(isLeftTakenAway(remaking({ share: deleted, before: 'ABSENT' }))).toBe(false);
});

const deleting = { write: 'DELETE', number: 1, startedAt: NOW } as const;
const updating = { write: 'UPDATE', number: 1, startedAt: NOW, answer: 'UNANSWERED' } as const;

test.each([
  [
    'may have been deleted, since no answer came',
    { intent: { ...deleting, answer: 'UNANSWERED' as const } },
    true,
  ],
  ['could not be deleted', { intent: { ...deleting, answer: 'REFUSED' as const } }, false],
  ['was updated, without an answer', { intent: updating }, false],
  ['was not written to', {}, false],
  ['was made again', { share: { ...created, accounts } }, false],
  ['nobody noted as it was', { share: deleted, before: undefined }, false],
])('whether a share is left taken away that %s', (_, more, isTakenAway) => {
  expect(isLeftTakenAway(remaking(more as Partial<RequestRecord>))).toBe(isTakenAway);
});

test('who asked to remove a share took nothing away that is to come back, and lost nothing', () => {
  const record = remaking({ share: deleted, endBefore: ALL, access: { ...look, lost: LOST } });
  const removal = { ...record, request: { ...record.request, action: 'UNSHARE' as const } };

  expect(isLeftTakenAway(removal)).toBe(false);
  expect(lostAccessOf(removal)).toBeUndefined();
});
