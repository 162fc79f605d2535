import { readShareEntry } from '../../aws/ledger/shares.ts';
import { rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { RECONCILIATION_SOURCE } from '../../core/request/reconciliation-source.ts';
import { areEqual } from '../../core/share/share-plan.ts';

/**
 * A repair brings back the wanted share. If somebody has asked otherwise since the repair was put, their request
 * counts.
 * @throws SUPERSEDED
 */
export async function refuseOutdatedRepair({ requester, request }: RequestRecord): Promise<void> {
  if (requester.source !== RECONCILIATION_SOURCE) return;
  const { wanted } = await readShareEntry(request.portfolioId, request.recipient);
  if (wanted && areEqual(wanted, request)) return;
  const since = wanted ? `request ${wanted.requestId} asks otherwise` : 'the share is not wanted any more';
  throw rejected('SUPERSEDED', `${since} since this repair was put`);
}
