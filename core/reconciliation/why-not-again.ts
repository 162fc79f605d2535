import type { FailureCode } from '../failure-codes.ts';
import type { DriftRecord } from './drift-record.ts';

/** How one attempt at a repair ended. */
export interface Tried {
  readonly requestId: string;
  readonly detailType: string;
  /** ISO 8601. */
  readonly decidedAt: string;
  readonly failure?: { readonly code: FailureCode; readonly cause: string; readonly mayRetry: boolean };
}

/**
 * These verdicts depend only on the facts that a repair's id stands for: with other facts there is another id, which
 * is judged anew.
 */
const REFUSED_BY_POLICY: readonly FailureCode[] = [
  'PRINCIPAL_INVALID',
  'PRINCIPAL_RISK_REFUSED',
  'APPROVAL_REQUIRED',
  'APPROVAL_REJECTED',
];

/** So many runs in a row ask; after that one run a week, since the reason may have passed without anybody noticing. */
const IN_A_ROW = { mayRetry: 10, needsMending: 3 } as const;
const THEN_EVERY_MS = 7 * 86_400_000;

/** How often access is restored if it is lost again each time. */
const MOST_RESTORATIONS = 3;

/** Foliocast repeats a repair that somebody undoes at most so many times. */
const MOST_UNDONE = 3;

/** One a week makes nearly six years: by then somebody has read one of the reports. */
const MOST_ATTEMPTS = 300;

/**
 * Why a repair is not asked for again, after these attempts under one id; `undefined` if it is. One that expired before
 * its turn says nothing of the repair: writes were paused, or the queue was long.
 * @param isAccessAlone whether it repairs nothing but accounts' access: if it could not, it is not repeated
 */
export function whyNotAgain(
  attempts: readonly Tried[],
  isAccessAlone: boolean,
  now: string,
): string | undefined {
  const tried = attempts.filter(({ failure }) => failure?.code !== 'EXPIRED');
  const last = tried.at(-1);
  if (!last) return undefined;
  const { requestId, failure, detailType, decidedAt } = last;
  if (!failure && !isAccessAlone) return `${requestId} was carried out meanwhile`;
  if (!failure && detailType === 'PortfolioShareCompletedWithErrors') {
    return `${requestId} was carried out, and could not bring it about. Its outcome names the accounts: mend them, then request the share again; if that does not help, request UNSHARE and then SHARE`;
  }
  if (!failure) {
    const rounds = tried.filter((one) => one.detailType === 'PortfolioShareCompleted').length;
    return rounds < MOST_RESTORATIONS ? undefined : `access was restored ${rounds} times, and lost again`;
  }
  if (isAccessAlone && failure.code === 'SHARE_FAILED') {
    return `${requestId} could not bring it about: ${failure.cause}`;
  }
  const failed = `${requestId} failed with ${failure.code}`;
  if (isRefusedByPolicy(last)) {
    return `${failed}: it is asked for again once the portfolio, its shares or the policy are others`;
  }
  const most = failure.mayRetry ? IN_A_ROW.mayRetry : IN_A_ROW.needsMending;
  const next = Date.parse(decidedAt) + THEN_EVERY_MS;
  if (tried.length < most || Date.parse(now) >= next) return undefined;
  return `${failed}, the last of ${tried.length}: it is asked for again after ${new Date(next).toISOString()}`;
}

/** Why a repair is not asked for again that mends these; `undefined` if nobody keeps undoing it. */
export function whyUndone(repaired: readonly Pick<DriftRecord, 'undone'>[]): string | undefined {
  const undone = repaired.map((drift) => drift.undone).find((one) => one && one.times >= MOST_UNDONE);
  if (!undone) return undefined;
  return `somebody keeps undoing it: repaired and undone ${undone.times} times since ${undone.since}. Agree with them, then request the share again`;
}

/** Why no further attempt is even looked for, whatever became of these; `undefined` if it is. */
export function whyNoMore(tried: readonly Tried[]): string | undefined {
  return tried.length < MOST_ATTEMPTS ? undefined : `${MOST_ATTEMPTS} repairs have failed`;
}

export function isRefusedByPolicy(last: Tried | undefined): boolean {
  return last?.failure !== undefined && REFUSED_BY_POLICY.includes(last.failure.code);
}
