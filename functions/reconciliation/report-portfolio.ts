import { type OutgoingEvent, putEvents } from '../../aws/event-bus.ts';
import { readConfirmed, recordAsked, recordTold } from '../../aws/ledger/reconciliation.ts';
import { driftMarkOf } from '../../core/reconciliation/drift-id.ts';
import { type DriftRecord, isSilenced } from '../../core/reconciliation/drift-record.ts';
import { planRepairs } from '../../core/reconciliation/plan-repairs.ts';
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
import { type Attempt, attemptOf } from './attempt-of.ts';
import { readWanted } from './read-wanted.ts';

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
    const isOurs = await whatWasFound(input);
    const loud = drifts.filter(
      (drift) => isOurs(drift) && drift.endedAt === undefined && !isSilenced(drift, acknowledgements, now),
    );
    const actions = new Map<string, DriftAction>();
    const requests: OutgoingEvent[] = [];
    const asked = new Map<string, Attempt>();
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
        for (const driftId of repair.driftIds) asked.set(driftId, attempt);
      }
    }
    const events = loud
      .filter(isToBeSaid)
      .map((drift) => ({ ...drift, foundBy: input.runId }))
      .map((drift) => driftDetected(drift, actions.get(drift.driftId) ?? leftAsItIs(drift)));
    await putEvents(events.map((detail) => ({ detailType: PORTFOLIO_SHARE_DRIFT_DETECTED, detail })));
    // The verdict about the plain id is one about these facts. What is asked by facts has an id of its own; and others
    // may have stood by the time of that verdict: if these come back, they are judged by themselves.
    for (const drift of loud) {
      const attempt = asked.get(drift.driftId);
      if (attempt) await recordAsked(drift, attempt.isByFacts ? undefined : drift.facts);
    }
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

/** By its own list: a later run may have recorded the same drifts as its own before this one came to report them. */
async function whatWasFound({ runId, portfolioId }: Input): Promise<(drift: DriftRecord) => boolean> {
  const confirmed = await readConfirmed(runId, portfolioId);
  const marks = confirmed && new Set(confirmed);
  return ({ foundBy, driftId }) => (marks ? marks.has(driftMarkOf(driftId)) : foundBy === runId);
}

/** Foliocast reports its own leftovers only once: their origin is known. */
function isSaidOnce({ difference: { kind }, toldAt }: DriftRecord): boolean {
  return kind === 'PRINCIPAL_LEFT_BEHIND' && toldAt === undefined;
}

function isToBeSaid(drift: DriftRecord): boolean {
  return drift.difference.kind !== 'PRINCIPAL_LEFT_BEHIND' || isSaidOnce(drift);
}

function leftAsItIs({ difference: { kind } }: DriftRecord): DriftAction {
  return { action: 'REPORT', because: whyReported(kind) };
}

function notNow({ dryRun }: Input): Attempt {
  const because = dryRun
    ? 'this is a dry run'
    : `the run would make more repairs than it may: maxRepairsPerRun of config.yml (${reconciliationSettings.maxRepairsPerRun}), or what its request says. To make them, run: foliocast drift --now --max-repairs N`;
  return { action: { action: 'REPORT', because } };
}
