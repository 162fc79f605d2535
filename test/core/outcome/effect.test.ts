import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../core/ledger/request-record.ts';
import { effectOf, whatWasDone } from '../../../core/outcome/effect.ts';

const confirmed = { write: 'CREATE', status: 'COMPLETED_WITH_ERRORS', isConfirmation: true };
const created = { write: 'CREATE', status: 'COMPLETED', portfolioShareToken: 'share-1' };
const updated = { write: 'UPDATE', status: 'COMPLETED' };
const deleted = { write: 'DELETE', status: 'COMPLETED' };
const ASKED = { shareTagOptions: true, sharePrincipals: false };
const OTHER = { shareTagOptions: false, sharePrincipals: false };
const request = { action: 'SHARE', ...ASKED };
const unshare = { ...request, action: 'UNSHARE' };
const look = { lookedAt: '', having: 2, lacking: 0, lackingAccounts: [], doubtfulAccounts: [] };
const lacking = { ...look, lacking: 1, lackingAccounts: ['1'] };
const reached = (succeeded: number) => ({ ...deleted, accounts: { succeeded } });

const effectAfter = (more: object) => effectOf({ request, ...more } as unknown as RequestRecord);

test.each([
  ['was only confirmed', { before: ASKED, share: confirmed }, 'UNCHANGED'],
  [
    'had other flags before it was confirmed, whoever lacks it',
    { before: OTHER, share: confirmed },
    'UPDATED',
  ],
  ['was not listed, and then only confirmed', { before: 'ABSENT', share: confirmed }, 'UNCHANGED'],
  ['was confirmed, and nobody noted how it was', { share: confirmed }, 'UNCHANGED'],
  ['was confirmed, and seen to change', { before: ASKED, share: { ...confirmed, hasRun: true } }, 'UNKNOWN'],
  ['was created', { before: 'ABSENT', share: created }, 'CREATED'],
  ['was there, went meanwhile, and was created', { before: ASKED, share: created }, 'CREATED'],
  ['was created, then confirmed', { before: 'ABSENT', created, share: confirmed }, 'CREATED'],
  ['was created, then deleted to be made again', { before: 'ABSENT', created, share: deleted }, 'REMOVED'],
  [
    'was created without a token, then updated to learn its end',
    { before: 'ABSENT', share: updated },
    'CREATED',
  ],
  ['was made again', { before: ASKED, share: created, remakes: 1 }, 'UPDATED'],
  ['was created, and made again', { before: 'ABSENT', share: created, remakes: 1 }, 'CREATED'],
  ['was deleted, and not made again', { before: ASKED, share: deleted, remakes: 1 }, 'REMOVED'],
  ['was updated to other flags', { before: OTHER, share: updated }, 'UPDATED'],
  ['was updated, and nobody noted how it was', { share: updated }, 'UPDATED'],
  ['still runs', { before: 'ABSENT', share: { ...created, status: 'IN_PROGRESS' } }, 'UNKNOWN'],
  ['ended otherwise than asked', { before: 'ABSENT', share: { ...created, isOtherwise: true } }, 'UNKNOWN'],
])('the effect on a share that %s', (_, more, effect) => {
  expect(effectAfter(more)).toBe(effect);
});

test.each([
  ['nobody looked', {}, 'UNKNOWN'],
  ['accounts have access', { access: look }, 'CREATED'],
  ['nobody has access', { access: { ...lacking, having: 0 } }, 'UNKNOWN'],
])('the effect of a creation that ended in ERROR where %s', (_, more, effect) => {
  expect(effectAfter({ before: 'ABSENT', share: { ...created, status: 'ERROR' }, ...more })).toBe(effect);
});

test.each([
  ['for nobody in particular', {}, 'UNCHANGED'],
  ['for accounts, and all have it', { tried: ['UPDATE'], access: look }, 'UPDATED'],
  ['for accounts, and some still lack it', { tried: ['UPDATE'], access: lacking }, 'UNCHANGED'],
  ['for accounts, and nobody looked', { tried: ['UPDATE'] }, 'UNCHANGED'],
  ['to learn its end, and all have it', { access: look }, 'UNCHANGED'],
  ['after a confirmation, and all have it', { tried: ['CONFIRM'], access: look }, 'UNCHANGED'],
])('the effect of an update to the flags that the share had, %s', (_, more, effect) => {
  expect(effectAfter({ before: ASKED, share: updated, ...more })).toBe(effect);
});

test.each([
  ['a listed share', { before: ASKED, share: deleted }, 'REMOVED'],
  ['a share that was not listed', { before: 'ABSENT', share: deleted }, 'UNKNOWN'],
  [
    'a share that was not listed, of which no account was let go',
    { before: 'ABSENT', share: reached(0) },
    'UNKNOWN',
  ],
  ['a share that was not listed, yet an account lost it', { before: 'ABSENT', share: reached(1) }, 'REMOVED'],
])('the effect of the removal of %s', (_, more, effect) => {
  expect(effectAfter({ request: unshare, ...more })).toBe(effect);
});

test.each([
  ['none', { associated: 0, alreadyAssociated: 1 }, 'UNCHANGED'],
  ['some brought', { associated: 1, alreadyAssociated: 0 }, 'UPDATED'],
  ['some taken off', { associated: 0, alreadyAssociated: 0, disassociated: 1 }, 'UPDATED'],
  ['a write without an answer', { associated: 0, alreadyAssociated: 0, isUnsettled: true }, 'UNKNOWN'],
])('the effect where only principals were written: %s', (_, principals, effect) => {
  expect(effectAfter({ principals })).toBe(effect);
});

test.each([
  ['nothing', { principals: { associated: 0, disassociated: 0 } }, []],
  ['a confirmation', { share: confirmed }, []],
  [
    'principals taken off',
    { principals: { associated: 0, disassociated: 2 } },
    ['disassociated 2 principals'],
  ],
  [
    'a call without an answer',
    { intent: { write: 'CREATE', answer: 'UNANSWERED' } },
    ['asked to CREATE the share, without an answer'],
  ],
  ['a call that was refused', { intent: { write: 'CREATE', answer: 'REFUSED' } }, []],
  [
    'a share that still ran',
    { share: { ...created, status: 'IN_PROGRESS', successfulSoFar: 3 } },
    ['asked to CREATE the share (IN_PROGRESS, accounts shared: 3 when last seen)'],
  ],
])('what had been done before a failure: %s', (_, more, done) => {
  expect(whatWasDone({ request, ...more } as unknown as RequestRecord)).toEqual(done);
});

const known = { access: 'ALL', flags: 'ALL', failures: [], requestId: 'before', grantedAt: 'before' };

test.each([
  ['all had access before, and may have it no more', { before: ASKED, endBefore: known }, 'UNKNOWN'],
  ['some lacked it before', { before: ASKED, endBefore: { ...known, access: 'NOT_ALL' } }, 'UNKNOWN'],
  ['nobody knows who had it', { before: ASKED }, 'UNKNOWN'],
  ['it was to bring other flags', { before: OTHER, endBefore: known }, 'UNKNOWN'],
])('the effect of an update that ended in ERROR, with no look since, where %s', (_, more, effect) => {
  expect(effectAfter({ grantedAt: 'now', share: { ...updated, status: 'ERROR' }, ...more })).toBe(effect);
});
