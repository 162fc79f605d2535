import { createHash } from 'node:crypto';
import type { QueuedWish } from '../../core/ledger/queued-wish.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { listedIdentity } from '../../core/principals/listed-identity.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { queryPartition } from './queries.ts';
import { findRequest } from './requests.ts';
import { IS_REPEATABLE, type ItemKey, updateItem } from './table.ts';

/**
 * Records which principals a request takes off. Such a request goes before SHAREs that wait; an older SHARE that it has
 * passed must not put the principals back. Recorded under the lease, before the first principal is taken off.
 */
export async function recordTakenOff(record: RequestRecord, expiresAt: number): Promise<void> {
  const { request, requestKey, number = 0, sequence = 0 } = record;
  const { requestId, action, shareTagOptions, sharePrincipals, portfolioId } = request;
  const by: QueuedWish = { sequence, requestKey, requestId, action, shareTagOptions, sharePrincipals };
  for (const principal of request.principals) {
    await updateItem(keyOf(portfolioId, principal), {
      update: 'SET #number = :number, #by = :by, expiresAt = :expiresAt',
      condition: 'attribute_not_exists(pk) OR #number < :number',
      isOurs: IS_REPEATABLE,
      names: { '#number': 'number', '#by': 'by' },
      values: { ':number': number, ':by': by, ':expiresAt': expiresAt },
    });
  }
}

/** The newer request that took one of this request's principals off; one that failed does not count. */
export async function findTakenOff({ request, number = 0 }: RequestRecord): Promise<QueuedWish | undefined> {
  const { portfolioId, principals } = request;
  if (principals.length === 0) return undefined;
  const asked = new Set(principals.map((principal) => keyOf(portfolioId, principal).sk));
  const items = await queryPartition(partitionOf(portfolioId), TAKEN_OFF);
  for (const item of items) {
    if (!asked.has(item.sk) || Number(item.number) <= number) continue;
    const by = item.by as QueuedWish;
    if ((await findRequest(by.requestKey))?.outcome?.detail.failure === undefined) return by;
  }
  return undefined;
}

const TAKEN_OFF = 'TAKEN_OFF#';

function partitionOf(portfolioId: string): string {
  return `PRINCIPALS#${portfolioId}`;
}

function keyOf(portfolioId: string, principal: RequestedPrincipal): ItemKey {
  const digest = createHash('sha256').update(listedIdentity(principal)).digest('hex').slice(0, 32);
  return { pk: partitionOf(portfolioId), sk: `${TAKEN_OFF}${digest}` };
}
