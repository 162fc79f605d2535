import { findRequest } from '../../aws/ledger/requests.ts';
import { type Tried, whyNotAgain } from '../../core/reconciliation/why-not-again.ts';
import { RECONCILIATION_SOURCE } from '../../core/request/reconciliation-source.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { ownAccount } from '../task/stack.ts';

/** Years of weeks: by then somebody has read one of the reports. */
const MOST_ATTEMPTS = 300;

type NextAttempt =
  | { readonly may: 'ASK'; readonly requestId: string; readonly retryOf?: string }
  /** An earlier attempt of this very step has asked for it. */
  | { readonly may: 'ASKED'; readonly requestId: string }
  | { readonly may: 'NOT_AGAIN'; readonly because: string };

/**
 * Under which id a repair is asked for. An id is taken for good, so a repair that failed for reasons that pass
 * needs another: without one it would be answered by its old failure every night.
 * @param since ISO 8601; what was accepted since then was asked for by an earlier attempt of the same step, or by a run
 * that found the same drift
 */
export async function nextAttempt(
  repairId: string,
  isAccessAlone: boolean,
  now: string,
  since: string | undefined,
): Promise<NextAttempt> {
  const tried: Tried[] = [];
  while (tried.length < MOST_ATTEMPTS) {
    const requestId = tried.length === 0 ? repairId : `${repairId}-${tried.length + 1}`;
    const earlier = await findRequest(
      requestKeyOf({ account: ownAccount(), source: RECONCILIATION_SOURCE }, requestId),
    );
    if (!earlier) {
      const because = whyNotAgain(tried, isAccessAlone, now);
      if (because !== undefined) return { may: 'NOT_AGAIN', because };
      const retryOf = tried.at(-1)?.requestId;
      return { may: 'ASK', requestId, ...(retryOf !== undefined && { retryOf }) };
    }
    const { outcome, acceptedAt } = earlier;
    if (since !== undefined && acceptedAt >= since) return { may: 'ASKED', requestId };
    if (!outcome) return { may: 'NOT_AGAIN', because: `${requestId} is under way` };
    const { failure, timing } = outcome.detail;
    const { detailType } = outcome;
    tried.push({ requestId, detailType, decidedAt: timing.decidedAt, ...(failure && { failure }) });
  }
  return { may: 'NOT_AGAIN', because: `${MOST_ATTEMPTS} repairs have failed` };
}
