import type { Draining, Lease, LeaseHolder } from '../../../core/lease/lease.ts';
import { NO_LEASE } from '../../../core/lease/lease.ts';
import type { LeaseStore } from '../../../core/lease/lease-store.ts';
import type { QueueTicket } from '../../../core/lease/queue-ticket.ts';

/** Conditions of the writes that a test may take away, to see that it notices. */
export const CONDITIONS = [
  'grant: nobody holds',
  'grant: nothing drains',
  'grant: not paused',
  'grant: fence',
  'give back: request',
  'give back: fence',
  'give back: not confirmed',
  'confirm: request',
  'confirm: fence',
  'release: request',
  'release: fence',
  'end draining: request',
  'end draining: fence',
  'begin turn: newer',
  'begin turn: not closed',
  'renew token: turn',
  'renew token: not ended',
  'renew token: not closed',
  'renew token: newer',
  'take grant: turn',
  'take grant: not closed',
  'take grant: state',
  'put place: absent',
] as const;

export type Planted = (typeof CONDITIONS)[number];

/**
 * Lease, tickets and queue in memory, with the same conditions as the conditional writes of aws/ledger, and the same
 * answers: a write that meets itself, its answer having been lost, is told that it was done.
 */
export class MemoryLeaseStore implements LeaseStore {
  readonly leases = new Map<string, Lease>();
  readonly tickets = new Map<string, QueueTicket>();
  readonly places = new Map<string, string[]>();
  readonly #since = new Map<string, string>();
  readonly lengths = new Map<string, number>();
  readonly #planted: Planted | undefined;

  constructor(planted?: Planted) {
    this.#planted = planted;
  }

  async read(scope: string) {
    return this.leases.get(scope) ?? NO_LEASE;
  }
  async open(scope: string) {
    if (!this.leases.has(scope)) this.leases.set(scope, NO_LEASE);
  }
  async grant(scope: string, holder: LeaseHolder) {
    if (this.#holds(scope, holder.requestKey, holder.fence)) return true;
    const { queue = [] } = await this.read(scope);
    if (!this.#isFree(scope, holder) || (!holder.place?.startsWith('0') && queue.length > 0)) return false;
    return this.#change(scope, (lease) => ({ ...lease, ...grantedTo(holder) }));
  }
  async grantListed(scope: string, holder: LeaseHolder) {
    if (this.#holds(scope, holder.requestKey, holder.fence)) return true;
    const { queue = [] } = await this.read(scope);
    if (!this.#isFree(scope, holder) || queue[0] !== holder.requestKey) return false;
    return this.#change(scope, (lease) => ({ ...lease, queue: queue.slice(1), ...grantedTo(holder) }));
  }
  async removeListed(scope: string, requestKey: string) {
    const { queue = [] } = await this.read(scope);
    if (!queue.includes(requestKey)) return false;
    return this.#change(scope, (lease) => ({ ...lease, queue: queue.filter((key) => key !== requestKey) }));
  }
  async giveBack(scope: string, requestKey: string, fence: number) {
    const holder = this.#holds(scope, requestKey, fence, 'give back');
    if (!holder) return false;
    if (!this.#is('give back: not confirmed', holder.confirmedAt === undefined)) return false;
    return this.#change(scope, ({ holder: _, ...lease }) => lease);
  }
  async confirm(scope: string, requestKey: string, fence: number, at: string) {
    const holder = this.#holds(scope, requestKey, fence, 'confirm');
    if (!holder) return false;
    const confirmed = { ...holder, confirmedAt: holder.confirmedAt ?? at };
    return this.#change(scope, (lease) => ({ ...lease, holder: confirmed }));
  }
  async release(
    scope: string,
    requestKey: string,
    fence: number | undefined,
    draining: Draining | undefined,
  ) {
    if (!this.#holds(scope, requestKey, fence, 'release')) return false;
    return this.#change(scope, ({ holder: _, ...lease }) => ({ ...lease, ...(draining && { draining }) }));
  }
  async pause(scope: string, pausedAt: string) {
    await this.open(scope);
    if ((await this.read(scope)).pausedAt !== undefined) return false;
    return this.#change(scope, (lease) => ({ ...lease, pausedAt }));
  }
  async resume(scope: string) {
    if ((await this.read(scope)).pausedAt === undefined) return false;
    return this.#change(scope, ({ pausedAt: _, ...lease }) => lease);
  }
  async endDraining(scope: string, { requestKey, fence }: Draining) {
    const { draining } = await this.read(scope);
    if (!draining) return false;
    if (!this.#is('end draining: request', draining.requestKey === requestKey)) return false;
    if (!this.#is('end draining: fence', draining.fence === fence)) return false;
    return this.#change(scope, ({ draining: _, ...lease }) => lease);
  }

  async readTicket(requestKey: string) {
    return this.tickets.get(requestKey);
  }
  async beginTurn({ requestKey, acceptedAt, ...begun }: Parameters<LeaseStore['beginTurn']>[0]) {
    const standing = this.tickets.get(requestKey);
    const isOfAnother = standing?.closedAt !== undefined && standing.closedAt < acceptedAt;
    const before = isOfAnother ? undefined : standing;
    if (before?.turn === begun.turn && before.taskToken === begun.taskToken) return before;
    if (before && !this.#is('begin turn: newer', before.turn < begun.turn)) return undefined;
    if (before && !this.#is('begin turn: not closed', before.closedAt === undefined)) return undefined;
    return this.#setTicket(requestKey, { ...begun, state: 'WAITING' });
  }
  async renewToken({ requestKey, turn, taskToken, tokenAt }: Parameters<LeaseStore['renewToken']>[0]) {
    const ticket = this.tickets.get(requestKey);
    if (!ticket || !this.#is('renew token: turn', ticket.turn === turn)) return undefined;
    if (!this.#is('renew token: not ended', ticket.state !== 'ENDED')) return undefined;
    if (!this.#is('renew token: not closed', ticket.closedAt === undefined)) return undefined;
    const isNewer = (ticket.tokenAt ?? '') < tokenAt || ticket.taskToken === taskToken;
    if (!this.#is('renew token: newer', isNewer)) return undefined;
    return this.#setTicket(requestKey, { ...ticket, taskToken, tokenAt });
  }
  async takeGrant(requestKey: string, turn: number, fence: number) {
    const ticket = this.tickets.get(requestKey);
    if (!ticket || !this.#is('take grant: turn', ticket.turn === turn)) return undefined;
    if (!this.#is('take grant: not closed', ticket.closedAt === undefined)) return undefined;
    const takes = ticket.state === 'WAITING' || (ticket.state === 'GRANTED' && ticket.fence === fence);
    if (!this.#is('take grant: state', takes)) return undefined;
    return this.#setTicket(requestKey, { ...ticket, state: 'GRANTED', fence });
  }
  async closeTicket(requestKey: string, at: string) {
    const before = this.tickets.get(requestKey);
    const { taskToken: _, ...kept } = before ?? { turn: 0 };
    this.#setTicket(requestKey, { ...kept, state: 'ENDED', closedAt: before?.closedAt ?? at });
    return before;
  }

  async firstPlaces(scope: string, most: number) {
    return (this.places.get(scope) ?? []).slice(0, most);
  }
  async putPlace(scope: string, place: string, at: string) {
    const places = this.places.get(scope) ?? [];
    if (!this.#is('put place: absent', !places.includes(place)))
      return this.#since.get(`${scope} ${place}`) === at;
    this.#since.set(`${scope} ${place}`, at);
    this.places.set(scope, [...new Set([...places, place])].sort());
    return true;
  }
  async removePlace(scope: string, place: string) {
    const places = this.places.get(scope) ?? [];
    this.places.set(
      scope,
      places.filter((one) => one !== place),
    );
    return places.includes(place);
  }
  async countWaiting(scope: string) {
    return this.lengths.get(scope) ?? 0;
  }
  async addWaiting(scope: string, by: 1 | -1) {
    this.lengths.set(scope, (await this.countWaiting(scope)) + by);
  }
  async recount(scope: string) {
    const counted = this.places.get(scope)?.length ?? 0;
    this.lengths.set(scope, counted);
    return counted;
  }

  #isFree(scope: string, { fence }: LeaseHolder): boolean {
    const { holder, draining, pausedAt, fence: before } = this.leases.get(scope) ?? NO_LEASE;
    return (
      this.#is('grant: nobody holds', !holder) &&
      this.#is('grant: nothing drains', !draining) &&
      this.#is('grant: not paused', pausedAt === undefined) &&
      this.#is('grant: fence', fence === before + 1) &&
      this.leases.has(scope)
    );
  }
  #holds(
    scope: string,
    requestKey: string,
    fence: number | undefined,
    write?: 'give back' | 'confirm' | 'release',
  ): LeaseHolder | undefined {
    const { holder } = this.leases.get(scope) ?? NO_LEASE;
    if (!holder || !this.#is(`${write}: request`, holder.requestKey === requestKey)) return undefined;
    return this.#is(`${write}: fence`, fence === undefined || holder.fence === fence) ? holder : undefined;
  }
  /** Whether a part of a condition holds, which always is so if a test has taken it away. */
  #is(part: Planted | `${undefined}: ${string}`, holds: boolean): boolean {
    return holds || this.#planted === part;
  }
  #change(scope: string, next: (lease: Lease) => Lease): boolean {
    this.leases.set(scope, next(this.leases.get(scope) ?? NO_LEASE));
    return true;
  }
  #setTicket(requestKey: string, ticket: QueueTicket): QueueTicket {
    this.tickets.set(requestKey, ticket);
    return ticket;
  }
}

function grantedTo(holder: LeaseHolder) {
  return { holder, fence: holder.fence, lastGrantedAt: holder.grantedAt };
}
