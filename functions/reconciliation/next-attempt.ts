import { findRequest } from '../../aws/ledger/requests.ts';
import { RECONCILIATION_SOURCE } from '../../core/request/reconciliation-source.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { ownAccount } from '../task/stack.ts';

/** A month of nights: by then somebody has read one of the reports. */
const MOST_ATTEMPTS = 30;

type NextAttempt =
  | { readonly may: 'ASK'; readonly requestId: string; readonly retryOf?: string }
  | { readonly may: 'NOT_AGAIN'; readonly because: string };

/**
 * Under which id a repair is asked for. An id is taken for good, so a repair that failed for reasons that pass
 * needs another: without one it would be answered by its old failure every night.
 * @param isAccessAlone what was tried once, and did not give accounts their access, is told and not tried every night
 */
export async function nextAttempt(repairId: string, isAccessAlone = false): Promise<NextAttempt> {
  let retryOf: string | undefined;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const requestId = attempt === 1 ? repairId : `${repairId}-${attempt}`;
    const earlier = await findRequest(
      requestKeyOf({ account: ownAccount(), source: RECONCILIATION_SOURCE }, requestId),
    );
    if (!earlier) return { may: 'ASK', requestId, ...(retryOf !== undefined && { retryOf }) };
    const { outcome } = earlier;
    if (!outcome) return { may: 'NOT_AGAIN', because: `${requestId} is under way` };
    const { failure } = outcome.detail;
    if (!failure) return { may: 'NOT_AGAIN', because: `${requestId} was carried out meanwhile` };
    if (isAccessAlone && failure.code === 'SHARE_FAILED') {
      return { may: 'NOT_AGAIN', because: `${requestId} could not bring it about: ${failure.cause}` };
    }
    if (!failure.mayRetry) {
      return {
        may: 'NOT_AGAIN',
        because: `${requestId} failed with ${failure.code}, which asking again does not mend`,
      };
    }
    retryOf = requestId;
  }
  return { may: 'NOT_AGAIN', because: `${MOST_ATTEMPTS} repairs have failed` };
}
