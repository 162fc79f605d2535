import { expect, test } from 'vitest';
import { accountsAfterLook } from '../../../core/outcome/accounts-after-look.ts';

const LOOK = { lookedAt: '', having: 3, lacking: 0, lackingAccounts: [], doubtfulAccounts: [] };
const TOLD = { succeeded: 3, failed: 0, alreadyReached: 0, alreadyReachedAccounts: [], failures: [] };
const failure = (accountId: string, error = 'AccessDenied') => ({ accountId, error, message: 'no' });
const share = (more: object = {}) =>
  ({ write: 'CREATE', status: 'COMPLETED', accounts: TOLD, ...more }) as const;

test('without a look, what Service Catalog named', () => {
  expect(accountsAfterLook(share(), undefined)).toBe(TOLD);
  expect(accountsAfterLook(undefined, undefined)).toBeUndefined();
});

test('without a share, what was seen', () => {
  const look = { ...LOOK, lacking: 1, lackingAccounts: ['9'], doubtfulAccounts: ['8'] };

  expect(accountsAfterLook(undefined, look)).toEqual({
    succeeded: 3,
    failed: 1,
    alreadyReached: 0,
    alreadyReachedAccounts: [],
    failures: [
      { accountId: '9', error: 'WithoutAccess', message: expect.stringContaining('does not list it') },
    ],
    doubtful: ['8'],
  });
});

test('who lacks it failed, for the reason that Service Catalog named', () => {
  const accounts = { ...TOLD, failed: 1, failures: [failure('9')] };

  expect(
    accountsAfterLook(share({ accounts }), { ...LOOK, lacking: 1, lackingAccounts: ['9'] }),
  ).toMatchObject({
    succeeded: 3,
    failed: 1,
    failures: [failure('9')],
  });
});

test.each([
  ['CREATE', 'AccessDenied', 1],
  ['CREATE', '', 0],
  ['UPDATE', '', 1],
])('who has access and was named as failed by %s with error %j: %i', (write, error, failed) => {
  const accounts = { ...TOLD, failed: 1, failures: [failure('1', error)] };
  const status = 'COMPLETED_WITH_ERRORS';

  expect(accountsAfterLook(share({ write, status, accounts }), LOOK)).toMatchObject({
    failed,
    succeeded: 3 - failed,
  });
});

test('who has it by another path is counted there, unless he lacks it', () => {
  const accounts = { ...TOLD, alreadyReached: 2, alreadyReachedAccounts: ['1', '9'] };
  const look = { ...LOOK, lacking: 1, lackingAccounts: ['9'] };

  expect(accountsAfterLook(share({ accounts }), look)).toMatchObject({
    succeeded: 2,
    alreadyReached: 1,
    alreadyReachedAccounts: ['1'],
    failed: 1,
  });
});

test.each([
  ['failed since', { failed: 1, failures: [failure('1')] }, {}, { succeeded: 2, failed: 1 }],
  ['has left the node', {}, { having: 2, elsewhereAccounts: ['1'] }, { succeeded: 2, failed: 0 }],
  ['is in doubt', {}, { having: 2, doubtfulAccounts: ['1'] }, { succeeded: 2, failed: 0, doubtful: ['1'] }],
])('who had it by another path and %s counts once', (_, updated, seen, expected) => {
  const created = { ...TOLD, succeeded: 2, alreadyReached: 1, alreadyReachedAccounts: ['1'] };
  const update = { write: 'UPDATE', status: 'COMPLETED', accounts: { ...TOLD, ...updated } } as const;

  expect(accountsAfterLook(update, { ...LOOK, ...seen }, created)).toMatchObject({
    ...expected,
    alreadyReached: 0,
    alreadyReachedAccounts: [],
  });
});

test('no more succeed than none', () => {
  const accounts = { ...TOLD, failed: 2, failures: [failure('1'), failure('2')] };

  expect(accountsAfterLook(share({ accounts }), { ...LOOK, having: 1 })?.succeeded).toBe(0);
});

test.each([
  ['nobody is named, and nobody is seen to lack it', {}, LOOK, true],
  ['somebody is seen to lack it', {}, { ...LOOK, lacking: 1, lackingAccounts: ['9'] }, undefined],
  [
    'those that failed are named',
    { accounts: { ...TOLD, failed: 1, failures: [failure('1')] } },
    LOOK,
    undefined,
  ],
  [
    'some are named, and more failed',
    { accounts: { ...TOLD, failed: 1, failures: [failure('1')], hasUnnamedFailures: true } },
    LOOK,
    true,
  ],
  [
    'those that failed have it by another path',
    { accounts: { ...TOLD, alreadyReached: 1, alreadyReachedAccounts: ['1'] } },
    LOOK,
    undefined,
  ],
  ['it is another action that ended so', { isConfirmation: true }, LOOK, undefined],
  ['nothing failed', { status: 'COMPLETED' }, LOOK, undefined],
])('a share that ended with errors has failures that nobody names: %s', (_, more, look, expected) => {
  const ended = share({ status: 'COMPLETED_WITH_ERRORS', accounts: undefined, ...more });

  expect(accountsAfterLook(ended, look)?.hasUnnamedFailures).toBe(expected);
});

test('a hundred failures are named, and who is in doubt only where somebody is', () => {
  const lackingAccounts = Array.from({ length: 101 }, (_, nth) => `${nth}`);
  const accounts = accountsAfterLook(share(), { ...LOOK, lacking: 101, lackingAccounts });

  expect(accounts?.failures).toHaveLength(100);
  expect(accounts).not.toHaveProperty('doubtful');
});

test('who was named by the creation and has access after another action has not failed', () => {
  const created = { ...TOLD, succeeded: 2, failed: 1, failures: [failure('1')] };
  const updated = { write: 'UPDATE', status: 'COMPLETED' } as const;

  expect(accountsAfterLook(updated, LOOK, created)).toMatchObject({ succeeded: 3, failed: 0, failures: [] });
});

test('nobody is counted twice where the look names only some of those who lack it', () => {
  const accounts = { ...TOLD, succeeded: 1, failed: 3, failures: ['1', '2', '3'].map((id) => failure(id)) };
  const look = { ...LOOK, having: 1, lacking: 3, lackingAccounts: ['1', '2'] };

  expect(accountsAfterLook(share({ accounts }), look)).toMatchObject({ succeeded: 1, failed: 3 });
});

test('who still lacks it after another action failed for the reason that the creation gave', () => {
  const created = { ...TOLD, failed: 1, failures: [failure('9')] };
  const look = { ...LOOK, lacking: 1, lackingAccounts: ['9'] };

  expect(accountsAfterLook(share({ write: 'UPDATE', isSame: true }), look, created)?.failures).toEqual([
    failure('9'),
  ]);
});

test('an account that may not be reached, and that an update named as failed, is counted once, as failed', () => {
  const accounts = { ...TOLD, failed: 1, failures: [failure('1')] };
  const update = share({ write: 'UPDATE', status: 'COMPLETED_WITH_ERRORS', accounts });
  const told = accountsAfterLook(update, { ...LOOK, doubtfulAccounts: ['1'] });

  expect(told).toMatchObject({ succeeded: 3, failed: 1, failures: [failure('1')] });
  expect(told).not.toHaveProperty('doubtful');
});

const hundred = Array.from({ length: 100 }, (_, nth) => `${100_000_000_000 + nth}`);

test.each([
  ['all are there still', {}, { failed: 500, succeeded: 4500 }],
  ['those that are named have left', { elsewhereAccounts: hundred }, { failed: 400, succeeded: 4600 }],
  [
    'some lack it besides',
    { having: 4990, lacking: 10, lackingAccounts: hundred.slice(0, 10) },
    { failed: 500, succeeded: 4500 },
  ],
])('an update that failed for more than it names has not succeeded for them: %s', (_, seen, expected) => {
  const accounts = { ...TOLD, succeeded: 4500, failed: 500, failures: hundred.map((id) => failure(id)) };
  const update = share({ write: 'UPDATE', status: 'COMPLETED_WITH_ERRORS', accounts });

  expect(accountsAfterLook(update, { ...LOOK, having: 5000, ...seen })).toMatchObject(expected);
});

test('all who have it by another path are counted, and the first hundred named', () => {
  const accounts = { ...TOLD, succeeded: 10, alreadyReached: 300, alreadyReachedAccounts: hundred };
  const look = { ...LOOK, having: 309, lacking: 1, lackingAccounts: hundred.slice(0, 1) };

  expect(accountsAfterLook(share({ accounts }), look, accounts)).toMatchObject({
    succeeded: 10,
    failed: 1,
    alreadyReached: 299,
    alreadyReachedAccounts: hundred.slice(1),
  });
  expect(accountsAfterLook(share({ accounts }), { ...look, having: 120 })?.alreadyReached).toBe(120);
});

test('no more than a hundred of those that two actions found are named', () => {
  const others = hundred.map((id) => id.replace('1', '2'));
  const one = { ...TOLD, alreadyReached: 100, alreadyReachedAccounts: hundred };
  const two = { ...TOLD, alreadyReached: 100, alreadyReachedAccounts: others };
  const told = accountsAfterLook(share({ accounts: one }), { ...LOOK, having: 200 }, two);

  expect(told).toMatchObject({ alreadyReached: 200, succeeded: 0 });
  expect(told?.alreadyReachedAccounts).toHaveLength(100);
});

test.each([
  ['was only updated', share({ write: 'UPDATE' }), 'AccessDenied'],
  ['was only confirmed', share({ isConfirmation: true }), 'AccessDenied'],
  ['was created anew', share(), 'WithoutAccess'],
])('who lacks a share that %s failed for the reason that its last action before named', (_, told, error) => {
  const look = { ...LOOK, lacking: 1, lackingAccounts: ['9'] };

  expect(accountsAfterLook(told, look, undefined, [failure('9')])?.failures).toMatchObject([
    { accountId: '9', error },
  ]);
});
