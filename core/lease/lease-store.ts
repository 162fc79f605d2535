import type { Draining, Lease, LeaseHolder } from './lease.ts';
import type { QueueTicket } from './queue-ticket.ts';

/** A turn that begins to wait. */
export interface Waiting {
  readonly requestKey: string;
  readonly turn: number;
  readonly taskToken: string;
  readonly tokenAt: string;
  readonly scope: string;
  readonly place: string;
  /** ISO 8601; a ticket that was closed before is of another request under the same id. */
  readonly acceptedAt: string;
}

/**
 * The single-item conditional writes and consistent reads that the lease and its queue are made of. Each is
 * atomic, safe to repeat, and answers whether it was this call that made the change, or the item as it then is;
 * none depends on what another call is about to do.
 */
export interface LeaseStore {
  read(scope: string): Promise<Lease>;
  /** Makes the lease of a scope that has none yet. */
  open(scope: string): Promise<void>;
  /** Makes this the holder where nobody is, nothing drains or is paused, and `fence` is the next. */
  grant(scope: string, holder: LeaseHolder): Promise<boolean>;
  /** Ends a holding that was not taken up, since its waiter has gone. */
  giveBack(scope: string, requestKey: string, fence: number): Promise<boolean>;
  /** Answers whether the request holds under this fence, confirmed now or before. */
  confirm(scope: string, requestKey: string, fence: number, at: string): Promise<boolean>;
  /** Ends the holding under this fence, or under whatever fence where none is given. */
  release(
    scope: string,
    requestKey: string,
    fence: number | undefined,
    draining: Draining | undefined,
  ): Promise<boolean>;
  /** Nobody new is granted until it is resumed; the holder goes on. */
  pause(scope: string, at: string): Promise<boolean>;
  resume(scope: string): Promise<boolean>;
  endDraining(scope: string, draining: Draining): Promise<boolean>;

  readTicket(requestKey: string): Promise<QueueTicket | undefined>;
  /** A turn begins to wait, unless it or a later one of this request has begun, or none may begin any more. */
  beginTurn(waiting: Waiting): Promise<QueueTicket | undefined>;
  /** A further attempt of the same turn takes the place of an earlier one. */
  renewToken(
    waiting: Pick<Waiting, 'requestKey' | 'turn' | 'taskToken' | 'tokenAt'>,
  ): Promise<QueueTicket | undefined>;
  /** The waiter takes the grant of this fence; `undefined` where it does not wait, or has another. */
  takeGrant(requestKey: string, turn: number, fence: number): Promise<QueueTicket | undefined>;
  /** From now on no turn of the request begins. Answers the ticket as it was. */
  closeTicket(requestKey: string, at: string): Promise<QueueTicket | undefined>;

  /** The first places of the queue, read consistently. */
  firstPlaces(scope: string, most: number): Promise<readonly string[]>;
  putPlace(scope: string, place: string, at: string): Promise<boolean>;
  removePlace(scope: string, place: string): Promise<boolean>;

  /** About how many wait. It is off by what is under way, and by writers that died half-way, until the next recount. */
  countWaiting(scope: string): Promise<number>;
  addWaiting(scope: string, by: 1 | -1): Promise<void>;
  /** Counts anew, and corrects the number unless somebody changed it meanwhile. */
  recount(scope: string): Promise<number>;

  /** Of version 0.1.0's list: makes its first the holder. */
  grantListed(scope: string, holder: LeaseHolder): Promise<boolean>;
  /** Takes a request out of that list. */
  removeListed(scope: string, requestKey: string): Promise<boolean>;
}
