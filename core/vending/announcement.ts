import type { Ticket } from '../request/share-request.ts';

/** What one event of an account-vending system says: where an account is, or why it says nothing to us. */
export type Announcement = Placed | NotPlaced;

export interface Placed {
  readonly kind: 'PLACED';
  readonly accountId: string;
  /** The unit (`ou-…`) or root (`r-…`) that the account is in; absent where the event does not say. */
  readonly parentId?: string;
  /** Where it was before, from `MoveAccount` alone. */
  readonly movedFromId?: string;
  /** CloudTrail's time of what happened, ISO 8601: only such times can be compared with each other. */
  readonly happenedAt?: string;
  /** The event's own name, e.g. `CreateManagedAccount`. */
  readonly announcedBy: string;
  readonly requestedBy?: string;
  readonly ticket?: Ticket;
}

export interface NotPlaced {
  readonly kind: 'IGNORED';
  /** One sentence for the log. */
  readonly because: string;
}

/** An event as EventBridge hands it on. */
export interface VendingEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources?: readonly unknown[];
}

export function ignored(because: string): NotPlaced {
  return { kind: 'IGNORED', because };
}
