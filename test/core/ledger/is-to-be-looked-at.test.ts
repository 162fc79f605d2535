import { expect, test } from 'vitest';
import { isToBeLookedAt } from '../../../core/ledger/is-to-be-looked-at.ts';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';

const OFF = { shareTagOptions: false, sharePrincipals: false };
const UNIT = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-1' };
const REQUEST = { action: 'SHARE', requestId: 'vend-1', recipient: UNIT, ...OFF };
const ALL = { access: 'ALL', flags: 'ALL', failures: [], requestId: 'before', grantedAt: 'before' };
const accounts = { succeeded: 1, failed: 0, failures: [], alreadyReached: 1, alreadyReachedAccounts: ['1'] };
const CREATED = { write: 'CREATE', status: 'COMPLETED', portfolioShareToken: 'share-1', accounts };
const SAME = { endBefore: ALL, share: { write: 'UPDATE', status: 'COMPLETED' } };

test.each([
  ['nothing is known of it', {}, true],
  ['all have it', { endBefore: ALL }, false],
  ['all had it, and a look has shown that one lacks it', { endBefore: ALL, access: { lacking: 1 } }, false],
  ['not all have it', { endBefore: { ...ALL, access: 'NOT_ALL' } }, true],
  ['all have it, some by another path', { endBefore: { ...ALL, hasOtherPaths: true } }, true],
  ['all were only seen to have it', { endBefore: { ...ALL, isSeenOnly: true } }, true],
  ['this request created it, and named some by another path', { before: 'ABSENT', share: CREATED }, false],
  ['an update to the same flags has ended well', SAME, false],
  ['one has not', { ...SAME, share: { ...SAME.share, status: 'ERROR' } }, true],
  ['it is an account’s', { request: { ...REQUEST, recipient: { type: 'ACCOUNT', value: '1' } } }, false],
  ['it is to go', { request: { ...REQUEST, action: 'UNSHARE' } }, false],
])('accounts are to be looked at where %s: %o, %s', (_, more, is) => {
  const record = { request: REQUEST, grantedAt: 'now', before: OFF, ...more } as unknown as RequestRecord;

  expect(isToBeLookedAt(record)).toBe(is);
});
