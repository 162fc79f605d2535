import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { readRequest, recordTaskToken } from '../../aws/ledger/requests.ts';
import { recordWish } from '../../aws/ledger/wishes.ts';
import { rejected } from '../../core/foliocast-error.ts';
import { leaseScopeOf, leaseSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import { advanceLease } from './advance-lease.ts';
import { refuseWhatIsCancelled } from './refuse-cancelled.ts';
import { refuseWhatIsExpired } from './refuse-expired.ts';
import { wakeWaiter } from './wake-waiter.ts';

interface Input {
  readonly requestKey: string;
  readonly requestId: string;
  readonly portfolioId: string;
  readonly taskToken: string;
}

/**
 * Queues for the lease; the execution sleeps on its task token until its turn comes. The token is recorded
 * before the place in the queue, so that whoever grants the lease finds where to tell it.
 */
export const handler = taskHandler(async ({ requestKey, portfolioId, taskToken }: Input, { now, logger }) => {
  const record = await readRequest(requestKey);
  refuseWhatIsCancelled(record);
  refuseWhatIsExpired(record, now);
  const scope = record.leaseScope ?? leaseScopeOf(portfolioId);
  await recordTaskToken(requestKey, { taskToken, tokenAt: now, leaseScope: scope });
  await recordWish(record);
  const queued = await leaseTable.append(scope, requestKey, leaseSettings.longestQueue);
  if (queued === 'FULL') {
    throw rejected('QUEUE_FULL', `${leaseSettings.longestQueue} requests wait for their turn already`);
  }
  logger.info('Waiting for the lease', { scope, queued });
  await advanceLease(leaseTable, scope, now, wakeWaiter);
});
