import { expect, test } from 'vitest';
import { isShortOfReach } from '../../../core/ledger/is-short-of-reach.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';

const accounts = { succeeded: 1, failed: 1, alreadyReached: 1 };
const share = { write: 'CREATE', status: 'COMPLETED', portfolioShareToken: 'share-1', accounts };
const reachOf = (gaining: number, keeping: number) => ({
  gaining: { count: gaining },
  keeping: { count: keeping },
});

test.each([
  ['all are named', {}, false],
  ['more are named', { reach: reachOf(1, 1) }, false],
  ['one who gains it is not named', { reach: reachOf(3, 1) }, true],
  ['one who had it by another path is not named', { reach: reachOf(2, 2) }, true],
  [
    'suspended ones are not named',
    { reach: { gaining: { count: 4, suspended: 1 }, keeping: { count: 2, suspended: 2 } } },
    false,
  ],
  [
    'one is not named beside a suspended one',
    { reach: { gaining: { count: 4, suspended: 1 }, keeping: { count: 1 } } },
    true,
  ],
  ['nobody was predicted, since the organization is not read', { reach: undefined }, false],
  [
    'nothing is told of any account',
    { share: { ...share, accounts: undefined }, reach: reachOf(9, 9) },
    false,
  ],
  ['the share was there before', { before: {}, reach: reachOf(9, 9) }, false],
])('a creation names fewer than it was to reach, where %s: %o, %s', (_, more, isShort) => {
  const record = { before: 'ABSENT', share, reach: reachOf(2, 1), ...more } as unknown as RequestRecord;

  expect(isShortOfReach(record)).toBe(isShort);
});
