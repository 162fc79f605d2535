import type { Draining } from '../../core/lease/lease.ts';
import type { LeaseStore } from '../../core/lease/lease-store.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { isEndStatus } from '../../core/share/share-status.ts';
import { leaseSettings } from '../task/settings.ts';

/**
 * The one way out, for done, timed out, cancelled and aborted alike: lets go if the request holds, leaves the
 * queue if it waits, does nothing if it does neither. Where its share may still be running, the lease drains.
 */
export async function leaveLease(
  store: LeaseStore,
  scope: string,
  record: RequestRecord,
  now: string,
): Promise<'RELEASED' | 'DRAINING' | 'WITHDRAWN' | 'NOT_THERE'> {
  const draining = drainingOf(record, now);
  if (await store.release(scope, record.requestKey, draining)) return draining ? 'DRAINING' : 'RELEASED';
  return (await store.withdraw(scope, record.requestKey)) ? 'WITHDRAWN' : 'NOT_THERE';
}

function drainingOf({ requestKey, fence, intent, share }: RequestRecord, now: string): Draining | undefined {
  const isUnanswered = intent?.answer === 'UNANSWERED';
  const isRunning = share !== undefined && !isEndStatus(share.status);
  if (!isUnanswered && !isRunning) return undefined;
  const token = isUnanswered ? undefined : share?.portfolioShareToken;
  const seconds = token === undefined ? leaseSettings.drainBlindSeconds : leaseSettings.drainSeconds;
  const until = new Date(Date.parse(now) + seconds * 1000).toISOString();
  return {
    requestKey,
    fence: fence ?? 0,
    ...(token !== undefined && { portfolioShareToken: token }),
    since: now,
    until,
  };
}
