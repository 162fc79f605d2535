import { RECONCILIATION_SOURCE } from '../request/reconciliation-source.ts';
import type { ShareFlags } from '../share/share-plan.ts';
import type { QueuedWish } from './queued-wish.ts';
import type { RequestRecord } from './request-record.ts';

/** @returns `undefined` for a repair: it asks for what is wanted already, and replaces nobody */
export function wishOf({ requestKey, requester, request, sequence }: RequestRecord): QueuedWish | undefined {
  if (sequence === undefined || requester.source === RECONCILIATION_SOURCE) return undefined;
  const { requestId, action, shareTagOptions, sharePrincipals } = request;
  return { sequence, requestKey, requestId, action, shareTagOptions, sharePrincipals };
}

/**
 * The wish that makes a request end as SUPERSEDED: the newest one that came after it, if it contradicts the request.
 * Only the newest counts: it overtakes those in between too.
 */
export function supersedingWish(
  { requestKey, request, sequence = Number.POSITIVE_INFINITY }: RequestRecord,
  standing: readonly QueuedWish[],
): QueuedWish | undefined {
  const newest = standing
    .filter((wish) => wish.requestKey !== requestKey && wish.sequence > sequence)
    .reduce<QueuedWish | undefined>(
      (one, other) => (one && one.sequence > other.sequence ? one : other),
      undefined,
    );
  return newest && areContradicting(request, newest) ? newest : undefined;
}

/** Whether two wishes for one share contradict each other. Flags do not count for a share that is to be removed. */
function areContradicting(
  a: ShareFlags & Pick<QueuedWish, 'action'>,
  b: ShareFlags & Pick<QueuedWish, 'action'>,
): boolean {
  if (a.action !== b.action) return true;
  if (a.action !== 'SHARE') return false;
  return a.shareTagOptions !== b.shareTagOptions || a.sharePrincipals !== b.sharePrincipals;
}
