import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { isNotMadeAgain } from '../../../core/outcome/is-not-made-again.ts';
import { outcomeOf } from '../../../core/outcome/outcome-of.ts';
import { wantedAfter } from '../../../core/outcome/wanted-after.ts';
import { accounts, BEFORE, created, deleted, NOW, remaking } from './remaking.ts';

test('a share that was not made again is wanted as it was, in place of nobody', () => {
  const record = remaking({ share: deleted });
  const error = { Error: 'AccessDeniedException', Cause: 'no' };
  const outcome = outcomeOf(record, error, NOW);
  const change = wantedAfter({ decidedSequence: 0 }, record, outcome);

  expect(isNotMadeAgain(record)).toBe(true);
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
  expect(isNotMadeAgain(remaking({ share: deleted, before: 'ABSENT' }))).toBe(false);
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
])('whether a share is left deleted that %s', (_, more, isLeft) => {
  expect(isNotMadeAgain(remaking(more as Partial<RequestRecord>))).toBe(isLeft);
});

test('who asked to remove a share took nothing away that is to come back', () => {
  const removal = remaking({ share: deleted });

  expect(isNotMadeAgain({ ...removal, request: { ...removal.request, action: 'UNSHARE' } })).toBe(false);
});
