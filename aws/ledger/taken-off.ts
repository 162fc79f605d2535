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
 * passed must not put the principals back. Each such request has items of its own: a newer one may still fail, and then
 * the older one counts. Recorded under the lease, before the first principal is taken off. An attempt that thaws late
 * makes nothing of it older.
 */
export async function recordTakenOff(record: RequestRecord, now: string, expiresAt: number): Promise<void> {
  const { request, requestKey, number = 0, sequence = 0 } = record;
  const { requestId, action, shareTagOptions, sharePrincipals, portfolioId } = request;
  const by: QueuedWish = { sequence, requestKey, requestId, action, shareTagOptions, sharePrincipals };
  for (const principal of request.principals) {
    const key = { pk: partitionOf(portfolioId), sk: `${markOf(principal)}#${requestKey}` };
    await updateItem(key, {
      update: 'SET #number = :number, #by = :by, takenOffAt = :now, expiresAt = :expiresAt',
      condition: 'attribute_not_exists(takenOffAt) OR takenOffAt < :now',
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
  const asked = principals.map(markOf);
  const items = await queryPartition(partitionOf(portfolioId), TAKEN_OFF);
  const nthOf = ({ sk }: ItemKey) => asked.indexOf(sk.slice(0, MARK_CHARACTERS));
  const about = items.filter((item) => nthOf(item) !== -1);
  const lately = [...new Set(about.filter((one) => isLate(one, Date.parse(now))).map(nthOf))];
  const newer = new Map<string, QueuedWish>();
  for (const one of about) {
    const by = one.by as QueuedWish;
    if (Number(one.number) > number) newer.set(by.requestKey, by);
  }
  for (const by of newer.values()) {
    if (await isDone(by)) return { by, lately };
  }
  return { lately };
}

async function isDone({ requestKey }: QueuedWish): Promise<boolean> {
  return (await findRequest(requestKey))?.outcome?.detail.failure === undefined;
}

/** What is listed, without what was taken off a moment ago. */
export async function stillThere(
  portfolioId: string,
  listed: readonly RequestedPrincipal[],
  nowMs: number,
): Promise<RequestedPrincipal[]> {
  const items = await queryPartition(partitionOf(portfolioId), TAKEN_OFF);
  const lately = items.filter((item) => isLate(item, nowMs));
  const off = new Set(lately.map(({ sk }) => sk.slice(0, MARK_CHARACTERS)));
  return listed.filter((one) => !off.has(markOf(one)));
}

function isLate({ takenOffAt }: Record<string, unknown>, nowMs: number): boolean {
  return typeof takenOffAt === 'string' && isLately(takenOffAt, nowMs);
}

const TAKEN_OFF = 'TAKEN_OFF#';
const DIGEST_CHARACTERS = 32;
const MARK_CHARACTERS = TAKEN_OFF.length + DIGEST_CHARACTERS;

function partitionOf(portfolioId: string): string {
  return `PRINCIPALS#${portfolioId}`;
}

function markOf(principal: RequestedPrincipal): string {
  const digest = createHash('sha256').update(listedIdentity(principal)).digest('hex');
  return `${TAKEN_OFF}${digest.slice(0, DIGEST_CHARACTERS)}`;
}
