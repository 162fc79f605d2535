import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { drainingOf } from '../../core/lease/draining.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { leaseScopeOf, leaseSettings } from '../task/settings.ts';
import { advanceLease } from './advance-lease.ts';
import { wakeWaiter } from './wake-waiter.ts';

/**
 * Ends this turn of a request that now waits for something other than the lease, such as an approval, and lets the
 * next request on. Safe to repeat, however late: it ends the turn of this fence and no other.
 * @param fence of the turn; 0 if it had none yet. Absent in executions of version 0.1.0: then of any turn
 */
export async function stepAside(
  record: RequestRecord,
  fence: number | undefined,
  now: string,
): Promise<void> {
  if (fence === 0) return;
  const scope = record.leaseScope ?? leaseScopeOf(record.request.portfolioId);
  await leaseTable.release(scope, record.requestKey, fence, drainingOf(record, leaseSettings, now));
  await advanceLease(leaseTable, scope, now, wakeWaiter);
}
