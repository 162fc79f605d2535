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
    'one is not named, be it a suspended one',
    { reach: { gaining: { count: 3, suspended: 1 }, keeping: { count: 1 } } },
    true,
  ],
  ['the owner is named, who was not predicted', { share: { ...share, isOwnerNamed: true } }, true],
  ['the owner is named besides', { share: { ...share, isOwnerNamed: true }, reach: reachOf(1, 1) }, false],
  ['nobody was predicted, since the organization is not read', { reach: undefined }, false],
  [
    'nothing is told of any account',
    { share: { ...share, accounts: undefined }, reach: reachOf(1, 0) },
    true,
  ],
  ['its creation still runs', { share: { ...share, status: 'IN_PROGRESS' }, reach: reachOf(9, 9) }, false],
  ['the share was there before', { before: {}, reach: reachOf(9, 9) }, false],
])('a creation names fewer than it was to reach, where %s: %o, %s', (_, more, isShort) => {
  const record = { before: 'ABSENT', share, reach: reachOf(2, 1), ...more } as unknown as RequestRecord;

  expect(isShortOfReach(record)).toBe(isShort);
});
