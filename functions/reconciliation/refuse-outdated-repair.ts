import { readShareEntry } from '../../aws/ledger/shares.ts';
import { listJoined } from '../../aws/ledger/wishes.ts';
import { rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { asksForFewer, whyOutdated } from '../../core/reconciliation/why-outdated.ts';
import { RECONCILIATION_SOURCE } from '../../core/request/reconciliation-source.ts';

/**
 * A repair brings back the wanted share. If somebody has asked otherwise since the repair was put, their request
 * counts.
 * @throws SUPERSEDED
 */
export async function refuseOutdatedRepair(record: RequestRecord): Promise<void> {
  const { requester, request } = record;
  if (requester.source !== RECONCILIATION_SOURCE) return;
  const entry = await readShareEntry(request.portfolioId, request.recipient);
  const fewer = (await listJoined(request)).find((other) => asksForFewer(request, other, entry));
  const why = fewer
    ? `request ${fewer.request.requestId} asks otherwise`
    : whyOutdated(request, entry.wanted);
  if (why !== undefined) throw rejected('SUPERSEDED', `${why} since this repair was put`);
}
