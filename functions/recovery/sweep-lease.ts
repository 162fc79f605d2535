import { describeExecution } from '../../aws/executions.ts';
import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import { readShareStatus } from '../../aws/service-catalog/read-share-status.ts';
import type { Draining } from '../../core/lease/lease.ts';
import { isEndStatus } from '../../core/share/share-status.ts';
import { advanceLease } from '../lease/advance-lease.ts';
import { wakeWaiter } from '../lease/wake-waiter.ts';
import type { Task } from '../task/task-handler.ts';
import { finishRequest } from './finish-request.ts';

/** The holder and the next few: a dead one further back is found before its turn comes. */
const MOST_WAITERS = 20;

/** Ends a draining whose share has ended, removes holders and waiters whose execution is gone, lets on the next. */
export async function sweepLease(scope: string, { now, logger }: Task): Promise<void> {
  const { holder, queue, draining } = await leaseTable.read(scope);
  if (draining && (await isDrained(draining, now))) {
    await leaseTable.endDraining(scope, draining);
    logger.info('The lease has drained', { scope, draining });
  }
  const waiting = [...(holder ? [holder.requestKey] : []), ...queue.slice(0, MOST_WAITERS)];
  for (const requestKey of waiting) {
    const record = await findRequest(requestKey);
    if (!record) continue;
    const { status } = await describeExecution(record.executionArn);
    if (status !== 'RUNNING') await finishRequest(requestKey, status, now, logger);
  }
  await advanceLease(leaseTable, scope, now, wakeWaiter);
}

async function isDrained({ portfolioShareToken, until }: Draining, now: string): Promise<boolean> {
  if (now >= until) return true;
  if (portfolioShareToken === undefined) return false;
  return isEndStatus((await readShareStatus(portfolioShareToken)).status);
}
