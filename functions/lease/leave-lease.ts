import { drainingOf } from '../../core/lease/draining.ts';
import type { LeaseSettings } from '../../core/lease/lease-section.ts';
import type { LeaseStore } from '../../core/lease/lease-store.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { leavePlace } from './advance-lease.ts';

/**
 * The one way out for good: for requests that are done, timed out, cancelled or aborted. No turn of the request
 * begins any more. It releases the lease if it holds it, and leaves the queue if it waits. If its share may still be
 * running, the lease drains. Safe to repeat.
 */
export async function leaveLease(
  store: LeaseStore,
  scope: string,
  record: RequestRecord,
  settings: LeaseSettings,
  now: string,
): Promise<'RELEASED' | 'DRAINING' | 'LEFT'> {
  const { requestKey } = record;
  const draining = drainingOf(record, settings, now);
  // Close the ticket first: then a grant that is under way finds it closed, or has made this request the holder.
  const ticket = await store.closeTicket(requestKey, now);
  const isReleased = await store.release(scope, requestKey, undefined, draining);
  if (ticket?.place !== undefined && ticket.state !== 'GRANTED') {
    await leavePlace(store, ticket.scope ?? scope, ticket.place);
  }
  if (!ticket) await store.removeListed(scope, requestKey);
  return isReleased ? (draining ? 'DRAINING' : 'RELEASED') : 'LEFT';
}
