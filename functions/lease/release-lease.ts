import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { readRequest } from '../../aws/ledger/requests.ts';
import { leaseScopeOf, leaseSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import { advanceLease } from './advance-lease.ts';
import { leaveLease } from './leave-lease.ts';
import { wakeWaiter } from './wake-waiter.ts';

interface Input {
  readonly requestKey: string;
  readonly requestId: string;
}

/** Leaves the lease or its queue, and lets the next request on. Safe to repeat. */
export const handler = taskHandler(async ({ requestKey }: Input, { now, logger }): Promise<void> => {
  const record = await readRequest(requestKey);
  const scope = record.leaseScope ?? leaseScopeOf(record.request.portfolioId);
  const left = await leaveLease(leaseTable, scope, record, leaseSettings, now);
  logger.info('Left the lease', { scope, left });
  await advanceLease(leaseTable, scope, now, wakeWaiter);
});
