import { latestLook } from '../ledger/end-after.ts';
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
 * Accounts that had access when the share's last action ended, and have none now: somebody else deleted or changed the
 * share, and this request has not given access back to all.
 */
export function lostAccessOf(record: RequestRecord): LostAccess | undefined {
  const { request, share, endBefore } = record;
  if (request.action !== 'SHARE' || endBefore?.access !== 'ALL') return undefined;
  const look = latestLook(record);
  if (look) return look.lacking > 0 ? { count: look.lacking, accounts: look.lackingAccounts } : undefined;
  const { failed = 0, failures = [] } = (share?.write === 'CREATE' && share.accounts) || {};
  return failed > 0 ? { count: failed, accounts: failures.map(({ accountId }) => accountId) } : undefined;
}
