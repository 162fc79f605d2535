import { findRequest } from '../../aws/ledger/requests.ts';
import {
  isRefusedByPolicy,
  type Tried,
  whyNoMore,
  whyNotAgain,
} from '../../core/reconciliation/why-not-again.ts';
import { RECONCILIATION_SOURCE } from '../../core/request/reconciliation-source.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { ownAccount } from '../task/stack.ts';

type NextAttempt =
  | { readonly may: 'ASK'; readonly requestId: string; readonly retryOf?: string }
  /** An earlier attempt of this very step has asked for it. */
  | { readonly may: 'ASKED'; readonly requestId: string }
  | { readonly may: 'NOT_AGAIN'; readonly because: string; readonly isByPolicy?: boolean };

/**
 * Under which id to ask for a repair, or why not to ask. An id is used once: a repair that failed for a passing reason
 * needs a new id, since under the old one it would get its old failure again every night.
 * @param since ISO 8601; a request accepted since then was made by an earlier attempt of this step, or by a run that
 * found the same drift
 */
export async function nextAttempt(
  repairId: string,
  isAccessAlone: boolean,
  now: string,
  since: string | undefined,
): Promise<NextAttempt> {
  const tried: Tried[] = [];
  for (;;) {
    const noMore = whyNoMore(tried);
    if (noMore !== undefined) return { may: 'NOT_AGAIN', because: noMore };
    const requestId = tried.length === 0 ? repairId : `${repairId}-${tried.length + 1}`;
    const earlier = await findRequest(
      requestKeyOf({ account: ownAccount(), source: RECONCILIATION_SOURCE }, requestId),
    );
    if (!earlier) {
      const because = whyNotAgain(tried, isAccessAlone, now);
      if (because !== undefined)
        return { may: 'NOT_AGAIN', because, isByPolicy: isRefusedByPolicy(tried.at(-1)) };
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
}
