import { drainingOf } from '../../core/lease/draining.ts';
import type { LeaseSettings } from '../../core/lease/lease-section.ts';
import type { LeaseStore } from '../../core/lease/lease-store.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';

/**
 * The one way out, for done, timed out, cancelled and aborted alike: lets go if the request holds, leaves the
 * queue if it waits, does nothing if it does neither. Where its share may still be running, the lease drains.
 */
export async function leaveLease(
  store: LeaseStore,
  scope: string,
  record: RequestRecord,
  settings: LeaseSettings,
  now: string,
): Promise<'RELEASED' | 'DRAINING' | 'WITHDRAWN' | 'NOT_THERE'> {
  const draining = drainingOf(record, settings, now);
  if (await store.release(scope, record.requestKey, draining)) return draining ? 'DRAINING' : 'RELEASED';
  return (await store.withdraw(scope, record.requestKey)) ? 'WITHDRAWN' : 'NOT_THERE';
}
