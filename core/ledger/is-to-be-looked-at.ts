import type { ShareRequest } from '../request/share-request.ts';
import type { ShareEnd } from '../share/share-end.ts';
import { hasFailures } from '../share/share-errors.ts';
import { endAfter } from './end-after.ts';
import type { RequestRecord } from './request-record.ts';
import { isSameUpdate } from './same-update.ts';

/**
 * Whether only a look at the accounts tells who has the share. Not if the end of this request's own creation was clean,
 * and named all whom it was to reach. For a share that was there before, what was known of it before counts too.
 */
export function isToBeLookedAt(record: RequestRecord): boolean {
  const { request, share, before } = record;
  if (!hasAccounts(request)) return false;
  // AWS documents nowhere what is left of such a share.
  if (share && isSameUpdate(record) && hasFailures(share.status, share.accounts)) return true;
  const end = endWithoutLook(record);
  if (end?.access !== 'ALL') return true;
  return before !== 'ABSENT' && (end.hasOtherPaths === true || end.isSeenOnly === true);
}

/** Of an account-to-account share, no account is looked for. */
export function hasAccounts({ action, recipient }: ShareRequest): boolean {
  return action === 'SHARE' && recipient.type !== 'ACCOUNT';
}

export function endWithoutLook({ access: _, ...record }: RequestRecord): ShareEnd | undefined {
  return endAfter(record.endBefore, record);
}
