import { expect, test } from 'vitest';
import { withPath } from '../../../core/organization/organization-tree.ts';
import { accountsOfParts, treeParts } from '../../../core/organization/tree-parts.ts';
import { randomAccounts, randomOf } from '../reach/random-organization.ts';

/** An item of DynamoDB. */
const MOST_BYTES = 400_000;

test.each([
  [0, 0],
  [1, 0],
  [300, 40],
  [10_000, 2_000],
  [45_000, 3],
])('%i accounts in %i units come back from parts that fit into an item each', (accounts, units) => {
  const all = randomAccounts(randomOf(accounts + 1), accounts, units);

  const parts = treeParts(all);

  expect(byId(accountsOfParts(parts))).toEqual(byId(all));
  expect(Math.max(...parts.map((part) => JSON.stringify(part).length))).toBeLessThan(MOST_BYTES);
});

test('an account is where it is now, and in no place once it has left', () => {
  const account = { accountId: '222233334444', isActive: false, above: ['o-a1b2c3d4e5', 'r-ab12'] };
  const tree = { readAt: '2026-03-02T10:00:00.000Z', accounts: [account] };
  const above = ['o-a1b2c3d4e5', 'ou-ab12-cdef3456'];

  expect(withPath(tree, account.accountId, above).accounts).toEqual([{ ...account, above }]);
  expect(withPath(tree, account.accountId, []).accounts).toEqual([]);
});

function byId(accounts: ReturnType<typeof randomAccounts>) {
  return accounts.toSorted((a, b) => Number(a.accountId) - Number(b.accountId));
}
