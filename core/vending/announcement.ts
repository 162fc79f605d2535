import type { OrganizationId, SaidByArn } from '../organization/organization-id.ts';
import { type Problem, problemAt, quoteValue } from '../problem.ts';
import type { Ticket } from '../request/share-request.ts';

/** What one event of an account-vending system says: where an account is, or why it says nothing to us. */
export type Announcement = Placed | NotPlaced | Unreadable;

export interface Placed {
  readonly kind: 'PLACED';
  readonly accountId: string;
  /** The unit (`ou-…`) or root (`r-…`) that the account is in; absent where the event does not say. */
  readonly parentId?: string;
  /** What the ARNs of account and unit say besides the ids. It has to be checked: an id alone names no organization. */
  readonly said: readonly SaidByArn[];
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

/** It announces an account, but which one cannot be read: somebody has to hear of it, or the account gets nothing. */
export interface Unreadable {
  readonly kind: 'UNREADABLE';
  readonly problem: Problem;
  readonly ticket?: Ticket;
}

/** An event as EventBridge hands it on. */
export interface VendingEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources?: readonly unknown[];
}

/** Whoever names an account and a place, each as it was read; the event's own words come beside. */
export function placed(
  announcedBy: string,
  account: OrganizationId,
  place: OrganizationId | undefined,
  more: Partial<Placed> = {},
): Placed {
  const said = [account.said, place?.said].filter((one) => one !== undefined);
  const where = place && { parentId: place.id };
  return { kind: 'PLACED', accountId: account.id, announcedBy, said, ...where, ...more };
}

/** A state that is not SUCCEEDED: one that is known means nothing to us, of another nobody knows what it means. */
export function notSucceeded(
  eventName: string,
  field: string,
  state: unknown,
  reason?: unknown,
): Announcement {
  const why = reason ? `: ${quoteValue(reason)}` : '';
  return state === 'FAILED' || state === 'IN_PROGRESS'
    ? ignored(`${eventName} ended as ${state}${why}`)
    : unreadable(field, state, { expected: 'SUCCEEDED, FAILED or IN_PROGRESS' });
}

export function ignored(because: string): NotPlaced {
  return { kind: 'IGNORED', because };
}

export function unreadable(
  field: string,
  value: unknown,
  {
    ticket,
    expected = 'an account id of twelve digits, or its ARN',
  }: {
    readonly ticket?: Ticket | undefined;
    readonly expected?: string;
  } = {},
): Unreadable {
  return { kind: 'UNREADABLE', problem: problemAt(field, value, expected), ...(ticket && { ticket }) };
}
