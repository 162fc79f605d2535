import { type AccessLook, isAtNobody } from '../share/access.ts';
import { byWhichPath, type Extent, type Lacked, type ShareEnd } from '../share/share-end.ts';
import { hasFailures } from '../share/share-errors.ts';
import { isEndStatus } from '../share/share-status.ts';
import { creationOf } from './creation-of.ts';
import { isShortOfReach } from './is-short-of-reach.ts';
import { haveOthersActedSince, shownAt } from './others-acted-since.ts';
import type { RequestRecord, ShareRecord } from './request-record.ts';
import { isSameUpdate } from './same-update.ts';

/** For a share that we have not written to: its flags are those that it was created with, whoever created it. */
const NOT_KNOWN = { access: 'UNKNOWN', flags: 'ALL', failures: [] } as const;

/**
 * What is known of a share's last end, once a request has acted on the share or looked at its accounts.
 * @returns what was known before if the request did neither
 */
export function endAfter(before: ShareEnd | undefined, record: RequestRecord): ShareEnd | undefined {
  const { request, grantedAt, metFailures } = record;
  // The token was that of an action which we did not know of, though nobody may have seen how it ended.
  const metOthers = record.metOthers || record.share?.isConfirmation;
  const look = latestLook(record);
  if (grantedAt === undefined) return before;
  const othersActedAt = before?.othersActedAt;
  const told = othersActedAt === undefined ? {} : { othersActedAt };
  if (record.isProvenAbsent) {
    return before && { ...NOT_KNOWN, requestId: request.requestId, grantedAt, ...told };
  }
  const creation = creationOf(record);
  // What is known of a share that was not there any more is nothing of the one that there is now.
  const isGone = record.before === 'ABSENT' && record.intent !== undefined;
  const standingBefore = before && !metOthers && !isGone ? before : NOT_KNOWN;
  // Some had other flags before others acted: nobody knows that they have these.
  const isFlagsDoubt = metFailures || (metOthers && !isGone && before && before.flags !== 'ALL');
  const known: Known = isFlagsDoubt ? { ...standingBefore, flags: 'UNKNOWN' } : standingBefore;
  const standing = creation ? afterAction(known, creation) : known;
  const acted = afterWrite(standing, record);
  if (acted === known && !look && !metOthers) return before;
  const seen = look && seenAfter(acted, look);
  const isDoubtful = acted.access === 'ALL' && isShortOfReach(record);
  const doubted = isDoubtful && ({ access: 'UNKNOWN' } as const);
  const theirs = before && leftByOthers(before, { ...acted, ...seen }, record);
  const { access, flags, failures, hasOtherPaths, isSeenOnly } = { ...acted, ...doubted, ...seen, ...theirs };
  const token = tokenAfter(before, record);
  const lacked = lackedAfter(before, record);
  const namesAt = namesAfter(before, record);
  return {
    access,
    flags,
    failures,
    ...(lacked && { lackedAccounts: lacked.accounts, lackedAt: lacked.at }),
    ...(namesAt !== undefined && { namesAt }),
    ...(hasOtherPaths && { hasOtherPaths }),
    ...(isSeenOnly && { isSeenOnly }),
    requestId: request.requestId,
    grantedAt,
    ...(token !== undefined && { portfolioShareToken: token }),
    ...told,
  };
}

/** What is not known any more where others acted after the write, or after the look, that showed it. */
function leftByOthers(before: ShareEnd, { access }: Known, record: RequestRecord): Partial<Known> {
  const { intent, grantedAt } = record;
  const writtenAt = intent?.startedAt ?? grantedAt;
  const isFlagsDoubt = before.flags === 'UNKNOWN' && haveOthersActedSince(before, writtenAt);
  return {
    ...(access === 'ALL' &&
      haveOthersActedSince(before, latestLook(record)?.lookedAt ?? shownAt(record)) && { access: 'UNKNOWN' }),
    ...(isFlagsDoubt && { flags: 'UNKNOWN' }),
  };
}

/** A list may lag behind a request that failed after it wrote, or behind one before a removal that failed. */
function namesAfter(
  before: ShareEnd | undefined,
  { request, intent, share }: RequestRecord,
): string | undefined {
  const isWritten = intent !== undefined && intent.answer !== 'REFUSED';
  if (isWritten && request.action === 'SHARE' && request.sharePrincipals) return intent.startedAt;
  const isOver = share && !share.isConfirmation && isEndStatus(share.status);
  const hasEnded = isWritten && isOver && !hasFailures(share.status, share.accounts);
  return hasEnded ? undefined : before?.namesAt;
}

/** Who lacked it, as the last look showed, or the end of a creation that named all whom it missed. */
function lackedAfter(before: ShareEnd | undefined, record: RequestRecord): Lacked | undefined {
  const look = latestLook(record);
  const isAll = look && look.lacking === look.lackingAccounts.length;
  if (look && !isAll) return undefined;
  if (look) return { accounts: [...look.lackingAccounts, ...look.doubtfulAccounts], at: look.lookedAt };
  const { share, request, grantedAt = '' } = record;
  const isMade = share?.write === 'CREATE' && !share.isConfirmation && isEndStatus(share.status);
  const made = creationOf(record) ?? (isMade ? share : undefined);
  const { accounts } = made ?? {};
  const isWhole = !isShortOfReach(record);
  const isNamed =
    isWhole && accounts && !accounts.hasUnnamedFailures && accounts.failed === accounts.failures.length;
  if (made && !isNamed) return undefined;
  if (isNamed) return { accounts: accounts.failures.map(({ accountId }) => accountId), at: grantedAt };
  const isTakenAway = request.action === 'UNSHARE' && share?.write === 'DELETE';
  return isTakenAway ? undefined : lackedBefore(before);
}

/** Of an end that was recorded before it named them: nobody lacked it where all had it. */
export function lackedBefore(before: ShareEnd | undefined): Lacked | undefined {
  const accounts = before?.lackedAccounts ?? (before?.access === 'ALL' ? [] : undefined);
  const at = before?.lackedAt ?? before?.grantedAt;
  return accounts && at ? { accounts, at } : undefined;
}

function seenAfter(acted: Known, look: AccessLook): Partial<Known> {
  const access = extentOf(look, acted.access);
  return { access, ...(access === 'ALL' && byWhichPath(acted)) };
}

function extentOf(look: AccessLook, access: Extent): Extent {
  const { lacking, isEarly } = look;
  // What failed is not mended by there being nobody.
  if (lacking > 0 || (access === 'NOT_ALL' && isAtNobody(look))) return 'NOT_ALL';
  return isEarly ? 'UNKNOWN' : 'ALL';
}

/**
 * The token of the last action that we know of, whoever started it: what we know of the share is from after that
 * action.
 */
function tokenAfter(before: ShareEnd | undefined, { share, intent }: RequestRecord): string | undefined {
  if (intent?.answer === 'UNANSWERED') return undefined;
  // Nobody has made up for what that action left, or seen its end.
  if (share?.isConfirmation && share.status !== 'COMPLETED') return undefined;
  return share ? share.portfolioShareToken : before?.portfolioShareToken;
}

/**
 * The last look at the accounts; `undefined` if something was written since. A look of an earlier release does not say
 * after which write it was made; before a write that follows a look there is a pause, so at the same instant the write
 * came first.
 */
export function latestLook({ access, intent }: RequestRecord): AccessLook | undefined {
  if (!access || !intent) return access;
  const { afterWrite, lookedAt } = access;
  const isLast = afterWrite === undefined ? lookedAt >= intent.startedAt : afterWrite >= intent.number;
  return isLast ? access : undefined;
}

type Known = Pick<ShareEnd, 'access' | 'flags' | 'failures' | 'hasOtherPaths' | 'isSeenOnly'>;

function afterWrite(standing: Known, record: RequestRecord): Known {
  const { intent, share } = record;
  if (intent?.answer === 'UNANSWERED') return unknownAfter(standing, intent.write);
  if (!share || share.isConfirmation) return standing;
  if (!isEndStatus(share.status)) return unknownAfter(standing, share.write);
  const after = afterAction(standing, share);
  return isSameUpdate(record) ? { ...after, flags: standing.flags } : after;
}

function afterAction(standing: Known, share: ShareRecord): Known {
  const extent: Extent = hasFailures(share.status, share.accounts) ? 'NOT_ALL' : 'ALL';
  const { failures = [], alreadyReached = 0 } = share.accounts ?? {};
  switch (share.write) {
    case 'CREATE': {
      // ERROR reached nobody: whoever has access has it by another path.
      const hasOtherPaths = alreadyReached > 0 || share.status === 'ERROR';
      return { access: extent, flags: 'ALL', failures, ...(hasOtherPaths && { hasOtherPaths }) };
    }
    case 'UPDATE':
      return { ...standing, flags: extent, ...(failures.length > 0 && { failures }) };
    case 'DELETE':
      return { access: extent === 'ALL' ? 'UNKNOWN' : 'NOT_ALL', flags: 'ALL', failures: [] };
  }
}

function unknownAfter(standing: Known, write: 'CREATE' | 'UPDATE' | 'DELETE'): Known {
  // A deletion without a token may still run. An update has a token, and so tells when the deletion has ended.
  const flags = write === 'CREATE' ? standing.flags : 'UNKNOWN';
  return { ...standing, access: write === 'UPDATE' ? standing.access : 'UNKNOWN', flags };
}
