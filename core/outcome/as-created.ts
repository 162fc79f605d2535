import { creationOf } from '../ledger/creation-of.ts';
import { latestLook } from '../ledger/end-after.ts';
import { isShortOfReach } from '../ledger/is-short-of-reach.ts';
import type { RequestRecord, ShareRecord } from '../ledger/request-record.ts';
import type { AccessLook } from '../share/access.ts';
import { type CaughtError, failureOf } from './failure-of.ts';

interface Judged {
  readonly record: RequestRecord;
  readonly error: CaughtError | undefined;
}

/**
 * A request created its share, and then tried to bring it to accounts that the creation had missed. If that came to no
 * good end (the time was up, it was cancelled, its execution died, Service Catalog refused), or nobody looked what it
 * brought, what was created stands: the request is judged by that, and the accounts that lack it are named.
 */
export function asCreated(record: RequestRecord, error: CaughtError | undefined): Judged {
  const created = creationOf(record);
  // An account is looked for once everything else is done.
  if (!created || record.share?.isOtherwise || record.verification) return { record, error };
  if (error !== undefined && isUnforeseen(error)) return { record, error };
  const { intent, ...rest } = record;
  // Or the share went meanwhile and was created once more: a look from before that says nothing of it.
  const isLast = created === record.share && intent?.write === 'CREATE' && intent.answer === 'ANSWERED';
  const isTold = isLast && hasReachedSome(created) && !isShortOfReach(record) && !isGone(error);
  if (!record.created && !isTold) return { record, error };
  const isBroken = record.share?.write === 'UPDATE' && record.share.status === 'ERROR';
  if (error === undefined && (isLast || (!isBroken && latestLook(record)))) return { record, error };
  // The look is from after an earlier call, or after this one: whoever has access by then was brought it.
  const isLookedAt = latestLook(record) !== undefined || (record.tried ?? []).length > 1;
  const share = isLookedAt ? withoutHealed(created, record.access) : created;
  return { record: { ...rest, share, ...(isLast && { intent }) }, error: undefined };
}

/** A call that our role may not make is refused like another; what we did not foresee says nothing of the share. */
function isUnforeseen(error: CaughtError): boolean {
  return failureOf(error).code === 'INTERNAL_ERROR';
}

/** Nothing was tried for whom it missed, since the look at them failed: its own end tells who has it. */
function hasReachedSome({ accounts }: ShareRecord): boolean {
  return accounts !== undefined && accounts.succeeded > 0;
}

/** The node, or the portfolio itself: with it went the share. */
function isGone(error: CaughtError | undefined): boolean {
  return error !== undefined && ['NODE_NOT_FOUND', 'NOT_FOUND'].includes(failureOf(error).code);
}

function withoutHealed(created: ShareRecord, look: AccessLook | undefined): ShareRecord {
  if (!look || !created.accounts) return created;
  const without = [look.lackingAccounts, look.doubtfulAccounts, look.elsewhereAccounts ?? []].flat();
  const failures = created.accounts.failures.filter(({ accountId }) => without.includes(accountId));
  return { ...created, accounts: { ...created.accounts, failures } };
}
