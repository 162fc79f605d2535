import { expect, test } from 'vitest';
import { accountsAt } from '../../../core/organization/organization-account.ts';
import { nodesAboveIn, withPath } from '../../../core/organization/organization-tree.ts';

const [ROOT, OUTER, INNER] = ['r-ab12', 'ou-ab12-aaaaaaaa', 'ou-ab12-bbbbbbbb'];
const [IN_INNER, IN_OUTER, AT_ROOT] = ['111111111111', '222222222222', '333333333333'];
const tree = {
  readAt: '2026-03-02T10:00:00.000Z',
  accounts: [
    { accountId: AT_ROOT, isActive: true, above: [ROOT] },
    { accountId: IN_OUTER, isActive: false, above: [ROOT, OUTER] },
    { accountId: IN_INNER, isActive: true, above: [ROOT, OUTER, INNER] },
  ],
};

test('a node has the accounts below it, at any depth, and an account itself', () => {
  const idsAt = (nodeId: string) => accountsAt(tree.accounts, nodeId).map(({ accountId }) => accountId);

  expect(idsAt(ROOT)).toEqual([AT_ROOT, IN_OUTER, IN_INNER]);
  expect(idsAt(OUTER)).toEqual([IN_OUTER, IN_INNER]);
  expect(idsAt(AT_ROOT)).toEqual([AT_ROOT]);
  expect(idsAt('ou-ab12-zzzzzzzz')).toEqual([]);
});

test('the tree tells what is above a node that some account stands below', () => {
  expect(nodesAboveIn(tree, INNER)).toEqual([ROOT, OUTER]);
  expect(nodesAboveIn(tree, ROOT)).toEqual([]);
  expect(nodesAboveIn(tree, IN_OUTER)).toEqual([ROOT, OUTER]);
  expect(nodesAboveIn(tree, 'ou-ab12-zzzzzzzz')).toBeUndefined();
});

test('an account that was read again stands where it is now, and the others where they were', () => {
  const moved = withPath(tree, IN_OUTER, [ROOT]);
  expect(moved.accounts).toEqual([
    tree.accounts[0],
    tree.accounts[2],
    { accountId: IN_OUTER, isActive: false, above: [ROOT] },
  ]);

  const joined = withPath(tree, '444444444444', [ROOT]);
  expect(joined.accounts).toEqual([
    ...tree.accounts,
    { accountId: '444444444444', isActive: true, above: [ROOT] },
  ]);

  expect(withPath(tree, IN_INNER, []).accounts).toEqual(tree.accounts.slice(0, 2));
});
