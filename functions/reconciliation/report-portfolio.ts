import { type OutgoingEvent, putEvents } from '../../aws/event-bus.ts';
import { recordAsked, recordTold } from '../../aws/ledger/reconciliation.ts';
import { type DriftRecord, isSilenced } from '../../core/reconciliation/drift-record.ts';
import { planRepairs, type Repair } from '../../core/reconciliation/plan-repairs.ts';
import { whyReported } from '../../core/reconciliation/why-reported.ts';
import { RECONCILIATION_SOURCE } from '../../core/request/reconciliation-source.ts';
import {
  type DriftAction,
  driftDetected,
  PORTFOLIO_SHARE_DRIFT_DETECTED,
} from '../../events/portfolio-share-drift-detected.ts';
import { PORTFOLIO_SHARE_REQUESTED } from '../../events/portfolio-share-requested.ts';
import { reconciliationSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import { nextAttempt } from './next-attempt.ts';
import { readWanted } from './read-wanted.ts';
import { repairRequest } from './repair-request.ts';

interface Input {
  readonly runId: string;
  readonly portfolioId: string;
  readonly dryRun: boolean;
  readonly mayRepair: boolean;
  /** When the machine came here; absent in executions of version 0.1.0. */
  readonly visit?: string;
}

/** Reports what this run found in a portfolio. For each repair that policy allows it puts an ordinary request. */
export const handler = taskHandler(
  async (input: Input, { now, logger }): Promise<{ readonly askedFor: number }> => {
    const { entries, drifts, acknowledgements, underWay } = await readWanted(input.portfolioId);
    const loud = drifts.filter(
      (drift) => drift.foundBy === input.runId && !isSilenced(drift, acknowledgements, now),
    );
    const actions = new Map<string, DriftAction>();
    const requests: OutgoingEvent[] = [];
    const judged = new Set<string>();
    let askedFor = 0;
    for (const repair of planRepairs(loud, entries, reconciliationSettings.repair)) {
      const attempt = input.mayRepair
        ? await attemptOf(repair, loud, underWay.hasShare(repair.entry.recipient), now, input.visit)
        : notNow(input);
      if (attempt.action.action === 'REPAIR') askedFor += 1;
      for (const driftId of repair.driftIds) actions.set(driftId, attempt.action);
      const { detail } = attempt;
      if (detail) {
        const about = { source: RECONCILIATION_SOURCE, detailType: PORTFOLIO_SHARE_REQUESTED } as const;
        requests.push({ ...about, detail });
        if (!attempt.isByFacts) for (const driftId of repair.driftIds) judged.add(driftId);
      }
    }
    const events = loud
      .filter(isToBeSaid)
      .map((drift) => driftDetected(drift, actions.get(drift.driftId) ?? leftAsItIs(drift)));
    await putEvents(events.map((detail) => ({ detailType: PORTFOLIO_SHARE_DRIFT_DETECTED, detail })));
    // The verdict about the plain id is one about these facts. What is asked by facts has an id of its own.
    for (const drift of loud) if (judged.has(drift.driftId)) await recordAsked(drift);
    await putEvents(requests);
    for (const drift of loud.filter(isSaidOnce)) await recordTold(drift, now);
    logger.info('Reported', {
      portfolioId: input.portfolioId,
      drifts: events.length,
      repairs: askedFor,
    });
    return { askedFor };
  },
  () => ({}),
);

/** Foliocast reports its own leftovers only once: their origin is known. */
function isSaidOnce({ difference: { kind }, toldAt }: DriftRecord): boolean {
  return kind === 'PRINCIPAL_LEFT_BEHIND' && toldAt === undefined;
}

function isToBeSaid(drift: DriftRecord): boolean {
  return drift.difference.kind !== 'PRINCIPAL_LEFT_BEHIND' || isSaidOnce(drift);
}

/** Foliocast repeats a repair that somebody undoes at most so many times. */
const MOST_UNDONE = 3;

interface Attempt {
  readonly action: DriftAction;
  readonly detail?: object;
  /** Whether it is asked under the id of its facts. */
  readonly isByFacts?: boolean;
}

/** A newer request may have come since the second reading. Then the share is not repaired to its old state. */
async function attemptOf(
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
  const repaired = loud.filter(({ driftId }) => repair.driftIds.includes(driftId));
  const undone = repaired.map((drift) => drift.undone).find((one) => one && one.times >= MOST_UNDONE);
  if (undone) {
    const because = `somebody keeps undoing it: repaired and undone ${undone.times} times since ${undone.since}. Agree with them, then request the share again`;
    return { action: { action: 'REPORT', because } };
  }
  if (attempt.may === 'NOT_AGAIN') return { action: { action: 'REPORT', because: attempt.because } };
  const { requestId, retryOf } = attempt;
  const detail = repairRequest(repair, requestId, retryOf);
  return { action: { action: 'REPAIR', requestId }, detail, isByFacts: isToBeJudgedAnew };
}

function leftAsItIs({ difference: { kind } }: DriftRecord): DriftAction {
  return { action: 'REPORT', because: whyReported(kind) };
}

function notNow({ dryRun }: Input): Attempt {
  const because = dryRun
    ? 'this is a dry run'
    : `the run would make more repairs than maxRepairsPerRun of config.yml allows (${reconciliationSettings.maxRepairsPerRun}). To make them, run: foliocast drift --now --max-repairs N`;
  return { action: { action: 'REPORT', because } };
}
