import { createHash } from 'node:crypto';
import { isLately } from '../../core/ledger/lately.ts';
import type { QueuedWish } from '../../core/ledger/queued-wish.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { listedIdentity } from '../../core/principals/listed-identity.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { queryPartition } from './queries.ts';
import { findRequest } from './requests.ts';
import { IS_REPEATABLE, type ItemKey, updateItem } from './table.ts';

export interface TakenOff {
  /** The newer request that took one of this request's principals off; one that failed does not count. */
  readonly by?: QueuedWish;
  /** Which of those that this request names, counted from 0, were taken off a moment ago: a list may still name them. */
  readonly lately: readonly number[];
}

/**
 * Records which principals a request takes off. Such a request goes before SHAREs that wait; an older SHARE that it has
 * passed must not put the principals back. Recorded under the lease, before the first principal is taken off.
 */
export async function recordTakenOff(record: RequestRecord, now: string, expiresAt: number): Promise<void> {
  const { request, requestKey, number = 0, sequence = 0 } = record;
  const { requestId, action, shareTagOptions, sharePrincipals, portfolioId } = request;
  const by: QueuedWish = { sequence, requestKey, requestId, action, shareTagOptions, sharePrincipals };
  for (const principal of request.principals) {
    await updateItem(keyOf(portfolioId, principal), {
      update: 'SET #number = :number, #by = :by, takenOffAt = :now, expiresAt = :expiresAt',
      condition: 'attribute_not_exists(pk) OR #number < :number',
      isOurs: IS_REPEATABLE,
      names: { '#number': 'number', '#by': 'by' },
      values: { ':number': number, ':by': by, ':now': now, ':expiresAt': expiresAt },
    });
  }
}

/** Whether what a request names was taken off by others. */
export async function readTakenOff({ request, number = 0 }: RequestRecord, now: string): Promise<TakenOff> {
  const { portfolioId, principals } = request;
  if (principals.length === 0) return { lately: [] };
  const asked = principals.map((principal) => keyOf(portfolioId, principal).sk);
  const items = await queryPartition(partitionOf(portfolioId), TAKEN_OFF);
  const about = items.filter(({ sk }) => asked.includes(sk));
  // Absent where an earlier release took it off.
  const isLate = ({ takenOffAt }: Record<string, unknown>) =>
    typeof takenOffAt === 'string' && isLately(takenOffAt, Date.parse(now));
  const lately = about.filter(isLate).map(({ sk }) => asked.indexOf(sk));
  for (const item of about.filter((one) => Number(one.number) > number)) {
    if (await isDone(item)) return { by: item.by as QueuedWish, lately };
  }
  return { lately };
}

async function isDone({ by }: Record<string, unknown>): Promise<boolean> {
  const { requestKey } = by as QueuedWish;
  return (await findRequest(requestKey))?.outcome?.detail.failure === undefined;
}

const TAKEN_OFF = 'TAKEN_OFF#';

function partitionOf(portfolioId: string): string {
  return `PRINCIPALS#${portfolioId}`;
}

function keyOf(portfolioId: string, principal: RequestedPrincipal): ItemKey {
  const digest = createHash('sha256').update(listedIdentity(principal)).digest('hex').slice(0, 32);
  return { pk: partitionOf(portfolioId), sk: `${TAKEN_OFF}${digest}` };
}
