import { readHistory } from '../../aws/execution-history.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { inLine } from '../command/print.ts';
import { describeState, lineOf, type Step } from './describe-state.ts';

export interface TimelineStep extends Step {
  /** ISO 8601. */
  readonly at: string;
}

/**
 * What a request went through, step by step: from its execution's history and the ledger. AWS keeps the history for 90
 * days after the end; after that only the ledger is left.
 */
export async function readTimeline(record: StoredRequest): Promise<readonly TimelineStep[]> {
  const history = (await readHistory(record.executionArn)) ?? [];
  const seen = history.flatMap((event) => {
    const step = describeState(event);
    return step && event.timestamp ? [{ at: event.timestamp.toISOString(), ...step }] : [];
  });
  return [...seen, ...fromLedger(record, seen.length > 0)].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** @param begin the instant that lines count from, ISO 8601 */
export function linesOf(steps: readonly TimelineStep[], begin: string): string[] {
  return folded(steps).map((step) =>
    'same' in step
      ? `         … ${step.same} more times the same`
      : `  ${lineOf(Date.parse(step.at) - Date.parse(begin), step)}`,
  );
}

/** From so many on, equal steps in a row are counted, and the first and the last are shown. */
const FOLDED_FROM = 4;

interface Same {
  readonly same: number;
}

/** A share that runs for hours is looked at every minute: what says the same is told once. Pauses between do not count. */
function folded(steps: readonly TimelineStep[]): readonly (TimelineStep | Same)[] {
  const lines: (TimelineStep | Same)[] = [];
  const acts = steps.flatMap((step, at) => (isPause(step) ? [] : [at]));
  for (let act = 0; act < acts.length; ) {
    const sameFrom = act;
    while (act < acts.length && isSame(steps[acts[sameFrom] ?? 0], steps[acts[act] ?? 0])) act += 1;
    const from = acts[sameFrom] ?? 0;
    const last = acts[act - 1] ?? 0;
    const end = acts[act] ?? steps.length;
    if (sameFrom === 0) lines.push(...steps.slice(0, from));
    if (act - sameFrom < FOLDED_FROM) lines.push(...steps.slice(from, end));
    else lines.push(...steps.slice(from, from + 1), { same: act - sameFrom - 2 }, ...steps.slice(last, end));
  }
  return acts.length === 0 ? steps : lines;
}

function isPause({ name }: TimelineStep): boolean {
  return name.startsWith('WaitFor');
}

function isSame(one: TimelineStep | undefined, other: TimelineStep | undefined): boolean {
  return one?.name === other?.name && one?.says === other?.says;
}

function fromLedger(record: StoredRequest, hasHistory: boolean): TimelineStep[] {
  const { acceptedAt, grantedAt, approval, outcome, emittedAt } = record;
  const decision = approval?.decision;
  const steps: (TimelineStep | false | undefined)[] = [
    approval && { at: approval.requestedAt, name: 'asked for a yes', says: approval.approvalId },
    decision && {
      at: decision.decidedAt,
      name: decision.decision === 'APPROVED' ? 'approved' : 'rejected',
      says: inLine(`by ${decision.by}${decision.reason ? `: ${decision.reason}` : ''}`),
    },
    !hasHistory && { at: acceptedAt, name: 'accepted', says: '' },
    !hasHistory && grantedAt !== undefined && { at: grantedAt, name: 'has its turn', says: '' },
    !hasHistory &&
      outcome && { at: outcome.detail.timing.decidedAt, name: 'decided', says: outcome.detailType },
    emittedAt !== undefined && { at: emittedAt, name: 'told', says: 'its outcome is on the bus' },
  ];
  return steps.filter((step) => step !== undefined && step !== false);
}
