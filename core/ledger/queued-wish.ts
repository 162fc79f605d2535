import { RECONCILIATION_SOURCE } from '../request/reconciliation-source.ts';
import type { ShareRequest } from '../request/share-request.ts';
import type { ShareFlags } from '../share/share-plan.ts';
import type { RequestRecord } from './request-record.ts';

/** What the newest request for one share that has joined the queue wants of it. */
export interface QueuedWish extends ShareFlags {
  /** Its position among the requests for the same share. */
  readonly sequence: number;
  readonly requestKey: string;
  readonly requestId: string;
  readonly action: ShareRequest['action'];
}

/** `undefined` for a repair: it wants what was wanted before, and stands in nobody's place. */
export function wishOf({ requestKey, requester, request, sequence }: RequestRecord): QueuedWish | undefined {
  if (sequence === undefined || requester.source === RECONCILIATION_SOURCE) return undefined;
  const { requestId, action, shareTagOptions, sharePrincipals } = request;
  return { sequence, requestKey, requestId, action, shareTagOptions, sharePrincipals };
}

/**
 * The newest of the wishes that came after a request, where it cannot be fulfilled beside it: what came in between
 * is overtaken itself.
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

/** Whether two wishes for one share cannot both be fulfilled. Flags mean nothing to a share that is to go. */
function areContradicting(
  a: ShareFlags & Pick<QueuedWish, 'action'>,
  b: ShareFlags & Pick<QueuedWish, 'action'>,
): boolean {
  if (a.action !== b.action) return true;
  if (a.action !== 'SHARE') return false;
  return a.shareTagOptions !== b.shareTagOptions || a.sharePrincipals !== b.sharePrincipals;
}
