import type { DriftRecord } from '../../core/reconciliation/drift-record.ts';
import type { Repair } from '../../core/reconciliation/plan-repairs.ts';
import { whyUndone } from '../../core/reconciliation/why-not-again.ts';
import type { DriftAction } from '../../events/portfolio-share-drift-detected.ts';
import { nextAttempt } from './next-attempt.ts';
import { repairRequest } from './repair-request.ts';

export interface Attempt {
  readonly action: DriftAction;
  readonly detail?: object;
  /** Whether it is asked under the id of its facts. */
  readonly isByFacts?: boolean;
}

/**
 * Whether a repair is asked for, and under which id. A newer request may have come since the second reading: then the
 * share is not repaired to its old state.
 * @param visit ISO 8601: when the step began that asks
 */
export async function attemptOf(
  repair: Repair,
  loud: readonly DriftRecord[],
  isUnderWay: boolean,
  now: string,
  visit: string | undefined,
): Promise<Attempt> {
  const { requestId: id, idByFacts, isAccessAlone } = repair;
  const first = await nextAttempt(id, isAccessAlone, now, visit);
  const isToBeJudgedAnew = first.may === 'NOT_AGAIN' && first.isByPolicy && idByFacts !== undefined;
  const attempt = isToBeJudgedAnew ? await nextAttempt(idByFacts, isAccessAlone, now, visit) : first;
  if (attempt.may === 'ASKED') return { action: { action: 'REPAIR', requestId: attempt.requestId } };
  const isOvertaken = loud.some(
    ({ driftId, difference }) =>
      repair.driftIds.includes(driftId) && difference.generation !== repair.entry.generation,
  );
  if (isOvertaken || isUnderWay) {
    return { action: { action: 'REPORT', because: 'a newer request for the share has come in' } };
  }
  const undone = whyUndone(loud.filter(({ driftId }) => repair.driftIds.includes(driftId)));
  if (undone !== undefined) return { action: { action: 'REPORT', because: undone } };
  if (attempt.may === 'NOT_AGAIN') return { action: { action: 'REPORT', because: attempt.because } };
  const { requestId, retryOf } = attempt;
  const detail = repairRequest(repair, requestId, retryOf);
  return { action: { action: 'REPAIR', requestId }, detail, isByFacts: isToBeJudgedAnew };
}
