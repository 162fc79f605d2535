import { areContradicting, type QueuedWish } from '../../core/ledger/queued-wish.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { RECONCILIATION_SOURCE } from '../../core/reconcile/source.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { findRequest } from './requests.ts';
import { shareKeyOf } from './shares.ts';
import { getItem, updateItem } from './table.ts';

/** The request joins the queue: what it wants is what is wanted of its share, unless a newer one is there. */
export async function recordWish({ requestKey, requester, request, sequence }: RequestRecord): Promise<void> {
  // A repair wants what was wanted before: it stands in nobody's place.
  if (sequence === undefined || requester.source === RECONCILIATION_SOURCE) return;
  const { requestId, action, shareTagOptions, sharePrincipals } = request;
  const wish: QueuedWish = { sequence, requestKey, requestId, action, shareTagOptions, sharePrincipals };
  await updateItem(shareKeyOf(request.portfolioId, request.recipient), {
    update: 'SET newestWish = :wish',
    condition: 'attribute_not_exists(newestWish) OR newestWish.#sequence <= :sequence',
    names: { '#sequence': 'sequence' },
    values: { ':wish': wish, ':sequence': sequence },
  });
}

/** The newer wish that stands in this one's place, if there is one that contradicts it and has not failed. */
export async function findSupersedingWish({
  requestKey,
  request,
  sequence = Number.POSITIVE_INFINITY,
}: RequestRecord): Promise<QueuedWish | undefined> {
  const newest = await readNewestWish(request);
  if (!newest || newest.requestKey === requestKey || newest.sequence <= sequence) return undefined;
  if (!areContradicting(request, newest)) return undefined;
  const outcome = (await findRequest(newest.requestKey))?.outcome;
  return outcome?.detail.failure ? undefined : newest;
}

async function readNewestWish({ portfolioId, recipient }: ShareRequest): Promise<QueuedWish | undefined> {
  const item = await getItem(shareKeyOf(portfolioId, recipient));
  return item?.newestWish as QueuedWish | undefined;
}
