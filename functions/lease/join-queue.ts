import type { LeaseStore, Waiting } from '../../core/lease/lease-store.ts';
import { readPlace } from '../../core/lease/place.ts';

export type Joined =
  /** It waits, or waited there before. */
  | 'WAITING'
  /** An earlier attempt of the same turn was granted: the grant has to be told to this attempt's token. */
  | 'GRANTED'
  | 'FULL'
  /** A later attempt of this turn is there already. */
  | 'LATER_ATTEMPT'
  /** The turn is over, or the request is. */
  | 'OVER';

/**
 * A turn joins the queue: first its ticket, then its place, so that nobody finds a place without a ticket. Safe to
 * repeat. Requests that take access away are let in even if the queue is full.
 */
export async function joinQueue(store: LeaseStore, waiting: Waiting, longestQueue: number): Promise<Joined> {
  const { requestKey, turn, scope, tokenAt } = waiting;
  const begun = await store.beginTurn(waiting);
  const ticket = begun ?? (await store.renewToken(waiting));
  if (!ticket) {
    const standing = await store.readTicket(requestKey);
    const isOpen = standing?.turn === turn && standing.state !== 'ENDED' && standing.closedAt === undefined;
    return isOpen ? 'LATER_ATTEMPT' : 'OVER';
  }
  if (ticket.state === 'GRANTED') return 'GRANTED';
  const place = ticket.place ?? waiting.place;
  // A repeated attempt may stand there already.
  const mayBeFull = begun !== undefined && !readPlace(place).isFirstClass;
  if (mayBeFull && (await store.countWaiting(scope)) >= longestQueue) return 'FULL';
  if (await store.putPlace(scope, place, tokenAt)) await store.addWaiting(scope, 1);
  return 'WAITING';
}
