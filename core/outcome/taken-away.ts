import { lackedBefore, latestLook } from '../ledger/end-after.ts';
import type { RequestRecord } from '../ledger/request-record.ts';

/** Accounts that had access before a request, and have not now. */
export interface LostAccess {
  readonly count: number;
  /** The first hundred. */
  readonly accounts: readonly string[];
}

/** Whether the share was there, was deleted to be made again, and was not made again. */
export function isLeftTakenAway({ request, share, intent, before }: RequestRecord): boolean {
  if (request.action !== 'SHARE' || before === undefined || before === 'ABSENT') return false;
  return share?.write === 'DELETE' || (intent?.write === 'DELETE' && intent.answer === 'UNANSWERED');
}

/**
 * Accounts that had access when that was last known of each, and have none now: somebody else deleted or changed the
 * share, and this request has not given access back to all. Not those that have come since.
 */
export function lostAccessOf(record: RequestRecord): LostAccess | undefined {
  const { request, share, endBefore } = record;
  const lacked = lackedBefore(endBefore);
  if (request.action !== 'SHARE' || !lacked) return undefined;
  const look = latestLook(record);
  const { failed = 0, failures = [] } = (share?.write === 'CREATE' && share.accounts) || {};
  const named = look ? look.lackingAccounts : failures.map(({ accountId }) => accountId);
  const never = new Set([...lacked, ...(look?.newAccounts ?? [])]);
  const accounts = named.filter((accountId) => !never.has(accountId));
  // Of those that are not named, some may never have had it.
  const notNamed = Math.max(0, (look?.lacking ?? failed) - named.length - never.size);
  const count = accounts.length + notNamed;
  return count > 0 ? { count, accounts } : undefined;
}
