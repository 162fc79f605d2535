import type { Lease, LeaseHolder } from '../../core/lease/lease.ts';
import type { LeaseStore } from '../../core/lease/lease-store.ts';
import { readPlace } from '../../core/lease/place.ts';
import { waitsFor } from '../../core/lease/queue-ticket.ts';

/** Tells a waiting execution that its turn has come; safe to repeat, and free to fail where nobody listens. */
export type Wake = (
  told: { readonly requestKey: string; readonly taskToken: string | undefined },
  granted: { readonly fence: number; readonly grantedAt: string; readonly scope: string },
) => Promise<void>;

/** How many stale places and lost races one call goes through. The next call goes on from there. */
const MOST_STEPS_A_CALL = 20;

/**
 * Grants the lease to the first of the queue if nobody holds it, and tells the holder until it confirms.
 * Idempotent: anybody may call it at any time. A grant writes the lease first, then the ticket, and only then tells
 * the holder. A withdrawal writes them in the other order, so the second of the two always sees the first. If a call
 * dies in between, the next call mends it (docs/adr/0017).
 * @param patienceMs a grant that is younger than this is not told again: another call is telling it
 */
export async function advanceLease(
  store: LeaseStore,
  scope: string,
  now: string,
  wake: Wake,
  patienceMs = 0,
): Promise<void> {
  for (let round = 0; round < MOST_STEPS_A_CALL; round++) {
    const lease = await store.read(scope);
    let { holder } = lease;
    if (holder?.confirmedAt !== undefined) return;
    if (holder && ageMs(holder, now) < patienceMs) return;
    if (!holder) {
      if (lease.draining || lease.pausedAt !== undefined) return;
      const next = await grantNext(store, scope, lease, now);
      if (next === 'NOBODY') return;
      // A rival was quicker, or the answer was lost and the repeated write met itself: look again.
      if (next === 'AGAIN') continue;
      holder = next;
    }
    if (await tell(store, scope, holder, wake)) return;
  }
}

/** Who granted it may have a clock that is ahead. */
function ageMs({ grantedAt }: LeaseHolder, now: string): number {
  return Math.max(0, Date.parse(now) - Date.parse(grantedAt));
}

async function grantNext(
  store: LeaseStore,
  scope: string,
  { fence, lastGrantedAt, queue = [] }: Lease,
  now: string,
): Promise<LeaseHolder | 'NOBODY' | 'AGAIN'> {
  const grantedAt = laterThan(lastGrantedAt, now);
  const [key] = await store.firstPlaces(scope, 1);
  const place = key === undefined ? undefined : readPlace(key);
  const [listed] = queue;
  if (listed !== undefined && !place?.isFirstClass)
    return grantListed(store, scope, listed, fence + 1, grantedAt);
  if (!place) return 'NOBODY';
  const { requestKey, turn } = place;
  if (!waitsFor(await store.readTicket(requestKey), turn)) {
    await leavePlace(store, scope, place.key);
    return 'AGAIN';
  }
  const holder = { requestKey, turn, place: place.key, fence: fence + 1, grantedAt };
  return (await store.grant(scope, holder)) ? holder : 'AGAIN';
}

/** Turns are ordered by when they were granted: each is later than the one before, whoever's clock is behind. */
function laterThan(before: string | undefined, now: string): string {
  if (before === undefined || before < now) return now;
  return new Date(Date.parse(before) + 1).toISOString();
}

/** A request that waited under version 0.1.0 has no ticket, unless a later attempt has made one. */
async function grantListed(
  store: LeaseStore,
  scope: string,
  requestKey: string,
  fence: number,
  grantedAt: string,
): Promise<LeaseHolder | 'AGAIN'> {
  const ticket = await store.readTicket(requestKey);
  if (ticket && !waitsFor(ticket, ticket.turn)) {
    await store.removeListed(scope, requestKey);
    return 'AGAIN';
  }
  const { turn, place } = ticket ?? {};
  const known = { ...(turn !== undefined && { turn }), ...(place !== undefined && { place }) };
  const holder = { requestKey, ...known, fence, grantedAt };
  return (await store.grantListed(scope, holder)) ? holder : 'AGAIN';
}

/** @returns false if the holder has gone meanwhile: the lease was given back, and the next one may have it */
async function tell(store: LeaseStore, scope: string, holder: LeaseHolder, wake: Wake): Promise<boolean> {
  const { requestKey, fence, grantedAt } = holder;
  const turn = holder.turn ?? (await store.readTicket(requestKey))?.turn;
  const granted = { fence, grantedAt, scope };
  if (turn === undefined) {
    await wake({ requestKey, taskToken: undefined }, granted);
    return true;
  }
  const ticket = await store.takeGrant(requestKey, turn, fence);
  if (ticket) await wake({ requestKey, taskToken: ticket.taskToken }, granted);
  else await store.giveBack(scope, requestKey, fence);
  const place = holder.place ?? ticket?.place;
  if (place !== undefined) await leavePlace(store, scope, place);
  return ticket !== undefined;
}

export async function leavePlace(store: LeaseStore, scope: string, place: string): Promise<void> {
  if (await store.removePlace(scope, place)) await store.addWaiting(scope, -1);
}
