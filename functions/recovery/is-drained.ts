import { findRequest } from '../../aws/ledger/requests.ts';
import { readShareStatus } from '../../aws/service-catalog/read-share-status.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { type LeftRunning, leftRunning } from '../../core/lease/draining.ts';
import type { Draining } from '../../core/lease/lease.ts';
import { isEndStatus } from '../../core/share/share-status.ts';
import { leaseSettings } from '../task/settings.ts';
import type { Task } from '../task/task-handler.ts';

/**
 * Whether the lease need not drain any more: nothing of the former holder can still be running, or the limit has
 * passed.
 */
export async function isDrained(draining: Draining, { now, logger }: Task): Promise<boolean> {
  if (now >= draining.until) return true;
  const running = draining.portfolioShareToken === undefined ? await runningSince(draining, now) : draining;
  if (running === 'NOTHING') return true;
  if (running.portfolioShareToken === undefined) return false;
  try {
    return isEndStatus((await readShareStatus(running.portfolioShareToken)).status);
  } catch (error) {
    if (!(error instanceof FoliocastError)) throw error;
    logger.warn('The share that the lease waits for could not be polled', error);
    const isForgotten = error.name === 'ResourceNotFoundException';
    return (
      isForgotten && Date.parse(now) - Date.parse(draining.since) >= leaseSettings.drainBlindSeconds * 1000
    );
  }
}

/** Reads the request again: a function outlives its execution, so answers may have come after the lease was left. */
async function runningSince({ requestKey }: Draining, now: string): Promise<LeftRunning> {
  const record = await findRequest(requestKey);
  return record ? leftRunning(record, now) : {};
}
