import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { isSameUpdate } from '../../../core/ledger/same-update.ts';

const flags = { shareTagOptions: false, sharePrincipals: false };
const end = { access: 'ALL', flags: 'ALL', failures: [], requestId: 'before', grantedAt: 'before' };
const updated = { request: flags, before: flags, endBefore: end, share: { write: 'UPDATE' } };

test.each([
  ['the share was as asked', {}, true],
  ['it was created by the same request', { before: 'ABSENT' }, true],
  ['nothing is known of its last end', { endBefore: undefined }, true],
  ['it was otherwise', { before: { ...flags, sharePrincipals: true } }, false],
  ['an update before had failed for some', { endBefore: { ...end, flags: 'NOT_ALL' } }, false],
  ['somebody else acted meanwhile', { metOthers: true }, false],
  ['somebody else created it', { metOthers: true, endBefore: undefined }, true],
  ['what somebody else did failed for some', { metFailures: true, endBefore: undefined }, false],
  ['somebody else acted on what this request created', { metOthers: true, before: 'ABSENT' }, false],
  ['it is listed otherwise since', { share: { write: 'UPDATE', isOtherwise: true } }, false],
  ['nobody looked before', { before: undefined }, false],
  ['the write was no update', { share: { write: 'CREATE' } }, false],
])('an update to the flags that stand: %s', (_, more, is) => {
  expect(isSameUpdate({ ...updated, ...more } as unknown as RequestRecord)).toBe(is);
});
