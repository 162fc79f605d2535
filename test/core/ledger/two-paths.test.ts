import { expect, test } from 'vitest';
import { accountsOfTwoPaths } from '../../../core/ledger/two-paths.ts';
import type { ShareEntry } from '../../../core/ledger/wanted-share.ts';

const entry = (count: number, accounts: readonly string[]) =>
  ({ wanted: { alreadyReached: { count, accounts } } }) as unknown as ShareEntry;

test('accounts with two paths are counted once each, those that are not named as well', () => {
  const found = accountsOfTwoPaths([entry(3, ['b', 'a']), entry(5, ['b', 'c']), {} as ShareEntry]);

  expect(found).toEqual({ count: 3 + 1 + 3, accounts: ['a', 'b', 'c'] });
});

test('a thousand of them are named', () => {
  const names = Array.from({ length: 1_001 }, (_, nth) => `${nth}`.padStart(4, '0'));

  const found = accountsOfTwoPaths([entry(1_001, names.toReversed())]);

  expect(found.count).toBe(1_001);
  expect(found.accounts).toEqual(names.slice(0, 1_000));
});

test('no share, no accounts', () => {
  expect(accountsOfTwoPaths([])).toEqual({ count: 0, accounts: [] });
});
