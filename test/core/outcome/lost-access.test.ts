import { expect, test } from 'vitest';
import { lostAccessOf } from '../../../core/outcome/lost-access.ts';
import { accounts, created, deleted, failures, NOW, remaking } from './remaking.ts';

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

test('who asked to remove a share lost nothing', () => {
  const record = remaking({ share: deleted, endBefore: ALL, access: { ...look, lost: LOST } });
  const removal = { ...record, request: { ...record.request, action: 'UNSHARE' as const } };

  expect(lostAccessOf(removal)).toBeUndefined();
});
