import { findRequest } from '../../aws/ledger/requests.ts';
import { readShareStatus } from '../../aws/service-catalog/read-share-status.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
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
  const running = draining.portfolioShareToken ?? (await runningSince(draining));
  if (running === NOTHING) return true;
  if (running === undefined) return false;
  try {
    return isEndStatus((await readShareStatus(running)).status);
  } catch (error) {
    if (!(error instanceof FoliocastError)) throw error;
    logger.warn('The share that the lease waits for could not be looked at', error);
    const isForgotten = error.name === 'ResourceNotFoundException';
    return (
      isForgotten && Date.parse(now) - Date.parse(draining.since) >= leaseSettings.drainBlindSeconds * 1000
    );
  }
}

const NOTHING = 'NOTHING';

/**
 * Reads the request again: a function outlives its execution, so answers may have come after the lease was left.
 * @returns the token of a share that runs, or `undefined` if it is not known what runs
 */
async function runningSince({ requestKey }: Draining): Promise<string | undefined> {
  const record = await findRequest(requestKey);
  if (!record || record.principals?.isUnsettled || record.intent?.answer === 'UNANSWERED') return undefined;
  const { intent, share } = record;
  if (intent?.answer !== 'ANSWERED' || !share || isEndStatus(share.status)) return NOTHING;
  return share.portfolioShareToken;
}
