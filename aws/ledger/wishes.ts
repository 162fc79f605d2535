import type { QueuedWish } from '../../core/ledger/queued-wish.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { supersedingWish, wishOf } from '../../core/ledger/superseding-wish.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { listFlights } from './flights.ts';
import { findRequest } from './requests.ts';
import { entryOf, shareKeyOf } from './shares.ts';
import { getItem, IS_REPEATABLE, updateItem } from './table.ts';

/**
 * If the newest request has failed, at most so many others that are under way are read to find the newest that counts.
 */
const MOST_READ = 100;

/** The request joins the queue: its wish is now the newest for its share, unless a newer request has joined. */
export async function recordWish(record: RequestRecord): Promise<void> {
  const wish = wishOf(record);
  if (!wish) return;
  const { portfolioId, recipient } = record.request;
  await updateItem(shareKeyOf(portfolioId, recipient), {
    update: 'SET newestWish = :wish',
    condition: 'attribute_not_exists(newestWish) OR newestWish.#sequence <= :sequence',
    names: { '#sequence': 'sequence' },
    values: { ':wish': wish, ':sequence': wish.sequence },
    isOurs: IS_REPEATABLE,
  });
}

/** The newer wish that this request gives way to, if there is one that contradicts it and has not failed. */
export async function findSupersedingWish(record: RequestRecord): Promise<QueuedWish | undefined> {
  const { portfolioId, recipient } = record.request;
  const key = shareKeyOf(portfolioId, recipient);
  const item = { ...(await getItem(key)), ...key };
  const { newestWish, decidedWish } = item as { newestWish?: QueuedWish; decidedWish?: QueuedWish };
  if (!newestWish || newestWish.sequence <= (record.sequence ?? Number.POSITIVE_INFINITY)) return undefined;
  if (!hasFailed(await findRequest(newestWish.requestKey))) return supersedingWish(record, [newestWish]);
  const wishes = (await listJoined(record.request, entryOf(item).inFlight)).map(wishOf);
  return supersedingWish(
    record,
    [decidedWish, ...wishes].filter((wish) => wish !== undefined),
  );
}

/**
 * Of the requests that are under way about a share, those that have joined the queue and have not failed.
 * @param more keys that version 0.1.0 listed in the share's own item
 */
export async function listJoined(
  { portfolioId, recipient }: Pick<ShareRequest, 'portfolioId' | 'recipient'>,
  more: readonly string[] = [],
): Promise<StoredRequest[]> {
  const flights = [...more, ...(await listFlights(portfolioId, recipient))];
  const others = [...new Set(flights)].slice(0, MOST_READ);
  const records = await Promise.all(others.map(findRequest));
  return records.filter((one) => one?.leaseScope !== undefined && !hasFailed(one)) as StoredRequest[];
}

function hasFailed(record: StoredRequest | undefined): boolean {
  return record?.outcome?.detail.failure !== undefined;
}
