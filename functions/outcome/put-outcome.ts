import { putEvent, putEventOnce } from '../../aws/event-bus.ts';
import { withdrawEmission } from '../../aws/ledger/requests.ts';
import { readShareEntry } from '../../aws/ledger/shares.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { isNotMadeAgain } from '../../core/outcome/is-not-made-again.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { RECONCILIATION_SOURCE } from '../../core/request/reconciliation-source.ts';
import { PORTFOLIO_SHARE_REQUESTED } from '../../core/request/request-detail-type.ts';
import { repairRequest } from '../reconciliation/repair-request.ts';

/**
 * Puts a stored outcome on the bus. `delivery` says if it was put before, or may have been: an earlier attempt began,
 * and its answer was lost.
 */
export async function putOutcome(
  record: StoredRequest,
  { detailType, detail }: Outcome,
  attempt: string,
): Promise<string> {
  const { requestKey, firstEmission, emittedAt } = record;
  // Under an id of its own: asked for twice, it is carried out once.
  if (emittedAt === undefined && isNotMadeAgain(record)) await bringBack(record, detail.outcomeId);
  const isConfirmed = emittedAt !== undefined;
  const repeat = isConfirmed || firstEmission !== attempt;
  const delivery = { repeat, ...(repeat && !isConfirmed && { unconfirmed: true }) };
  try {
    return await putEventOnce({ detailType, detail: { ...detail, delivery } });
  } catch (error) {
    const isRefused = error instanceof FoliocastError && error.name !== 'ServiceUnavailable';
    if (!repeat && isRefused) await withdrawEmission(requestKey, attempt);
    throw error;
  }
}

/** The request deleted the share to make it again, and could not: a request of our own asks for the share as it was. */
async function bringBack({ request }: StoredRequest, outcomeId: string): Promise<void> {
  const entry = await readShareEntry(request.portfolioId, request.recipient);
  if (!entry.wanted) return;
  const detail = repairRequest({ entry }, `repair-${outcomeId}`, undefined);
  await putEvent({ source: RECONCILIATION_SOURCE, detailType: PORTFOLIO_SHARE_REQUESTED, detail });
}
