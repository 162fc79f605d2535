import { lackedBefore, latestLook } from '../ledger/end-after.ts';
import type { RequestRecord } from '../ledger/request-record.ts';
import type { LostAccess } from '../share/access.ts';

/**
 * Accounts that had access when that was last known of each, and have none now: somebody else deleted or changed the
 * share, and this request has not given access back to all. Not those that have come since.
 */
export function lostAccessOf(record: RequestRecord): LostAccess | undefined {
  const { request, share, endBefore } = record;
  const lacked = lackedBefore(endBefore);
  if (request.action !== 'SHARE' || !lacked) return undefined;
  const look = latestLook(record);
  const lost = look ? look.lost : withoutLook(share, lacked.accounts);
  return lost && lost.count > 0 ? lost : undefined;
}

/** As far as a creation named whom it missed. Of those that it did not name, some may never have had it. */
function withoutLook(share: RequestRecord['share'], lacked: readonly string[]): LostAccess | undefined {
  const { failed = 0, failures = [] } = (share?.write === 'CREATE' && share.accounts) || {};
  if (failed > failures.length) return undefined;
  const accounts = failures
    .map(({ accountId }) => accountId)
    .filter((accountId) => !lacked.includes(accountId));
  return { count: accounts.length, accounts };
}
