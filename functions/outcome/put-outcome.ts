import { putEventOnce } from '../../aws/event-bus.ts';
import { withdrawEmission } from '../../aws/ledger/requests.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';

/**
 * Puts a stored outcome on the bus; says so where it was told before, or may have been: an earlier attempt began,
 * and its answer was lost.
 */
export async function putOutcome(
  { requestKey, firstEmission, emittedAt }: StoredRequest,
  { detailType, detail }: Outcome,
  attempt: string,
): Promise<string> {
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
