import type { FailureCode } from '../failure-codes.ts';

/** How one attempt at a repair ended. */
export interface Tried {
  readonly requestId: string;
  readonly detailType: string;
  /** ISO 8601. */
  readonly decidedAt: string;
  readonly failure?: { readonly code: FailureCode; readonly cause: string; readonly mayRetry: boolean };
}

/** They depend on what the id of a repair stands for, and on nothing else: another id is judged anew. */
const VERDICTS_OF_POLICY: readonly FailureCode[] = [
  'PRINCIPAL_INVALID',
  'PRINCIPAL_RISK_REFUSED',
  'APPROVAL_REQUIRED',
  'APPROVAL_REJECTED',
];

/** So many runs ask in a row; from then on one a week does, since what it failed for may pass unseen. */
const IN_A_ROW = { mayRetry: 10, needsMending: 3 } as const;
const THEN_EVERY_MS = 7 * 86_400_000;

/** So often access that was brought about is brought about again where it is lost again. */
const MOST_ROUNDS = 3;

/**
 * Why a repair is not asked for again, after these attempts under one id; nothing where it is.
 * @param isAccessAlone whether accounts' access is all that it mends: what could not bring that about is not repeated
 */
export function whyNotAgain(
  tried: readonly Tried[],
  isAccessAlone: boolean,
  now: string,
): string | undefined {
  const last = tried.at(-1);
  if (!last) return undefined;
  const { requestId, failure, detailType, decidedAt } = last;
  if (!failure && !isAccessAlone) return `${requestId} was carried out meanwhile`;
  if (!failure && detailType === 'PortfolioShareCompletedWithErrors') {
    return `${requestId} was carried out, and could not bring it about`;
  }
  if (!failure) {
    const rounds = tried.filter((one) => one.detailType === 'PortfolioShareCompleted').length;
    return rounds < MOST_ROUNDS ? undefined : `it was brought about ${rounds} times, and lost again`;
  }
  if (isAccessAlone && failure.code === 'SHARE_FAILED') {
    return `${requestId} could not bring it about: ${failure.cause}`;
  }
  const failed = `${requestId} failed with ${failure.code}`;
  if (VERDICTS_OF_POLICY.includes(failure.code)) {
    return `${failed}: it is asked for again once the portfolio, its shares or the policy are others`;
  }
  const most = failure.mayRetry ? IN_A_ROW.mayRetry : IN_A_ROW.needsMending;
  const next = Date.parse(decidedAt) + THEN_EVERY_MS;
  if (tried.length < most || Date.parse(now) >= next) return undefined;
  return `${failed}, the last of ${tried.length}: it is asked for again after ${new Date(next).toISOString()}`;
}
