import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { drainingOf } from '../../core/lease/draining.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { leaseScopeOf, leaseSettings } from '../task/settings.ts';
import { advanceLease } from './advance-lease.ts';
import { wakeWaiter } from './wake-waiter.ts';

/**
 * Lets the next one on while a request that is not over waits for something else than its turn. Harmless when
 * repeated: it ends the turn under this fence and no other, however late an attempt thaws.
 * @param fence of the turn; 0 before any. Absent in executions of version 0.1.0: then of whatever turn it has
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
