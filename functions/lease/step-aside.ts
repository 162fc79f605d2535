import { leaseTable } from '../../aws/ledger/lease-table.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { leaseScopeOf, leaseSettings } from '../task/settings.ts';
import { advanceLease } from './advance-lease.ts';
import { leaveLease } from './leave-lease.ts';
import { wakeWaiter } from './wake-waiter.ts';

/** Lets the next one on while a request that is not over waits for something else than its turn. Harmless when repeated. */
export async function stepAside(record: RequestRecord, now: string): Promise<void> {
  const scope = record.leaseScope ?? leaseScopeOf(record.request.portfolioId);
  await leaveLease(leaseTable, scope, record, leaseSettings, now);
  await advanceLease(leaseTable, scope, now, wakeWaiter);
}
