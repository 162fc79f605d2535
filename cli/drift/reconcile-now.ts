import { setTimeout as pause } from 'node:timers/promises';
import { putEventAs } from '../../aws/event-bus.ts';
import { listKnownPortfolios } from '../../aws/ledger/portfolios.ts';
import { type FoundExecution, iterationsDone, startedBy } from '../../aws/started-executions.ts';
import { counted } from '../../core/counted.ts';
import { describeProblem } from '../../core/problem.ts';
import { RECONCILIATION_SOURCE } from '../../core/request/reconciliation-source.ts';
import {
  MOST_PORTFOLIOS,
  parseReconciliationRequest,
  RECONCILIATION_REQUESTED,
} from '../../events/reconciliation-requested.ts';
import type { Status } from '../command/command.ts';
import { AskedWrongly, NotDone } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { note } from '../command/print.ts';
import { startProgress } from '../command/progress.ts';
import { whenStopped } from '../command/stopping.ts';
import { type Connection, machineArn, nextLine } from '../connect/connection.ts';
import { readDrifts } from './read-drifts.ts';
import { showDrifts } from './show-drifts.ts';

const SOURCE = 'operator.drift';
const FIRST_LOOK_MS = 500;
const MOST_BETWEEN_LOOKS_MS = 5_000;
const STARTED_WITHIN_MS = 60_000;
/** A run of 500 portfolios at the default rate takes about an hour. */
const ENDED_WITHIN_MS = 4 * 3_600_000;

/** Starts a comparison now, waits for its end, and lists what differs. */
export async function reconcileNow(given: Given, connection: Connection, by: string): Promise<Status> {
  const portfolio = given.text('portfolio');
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  const maxRepairs = given.number('max-repairs', 'a whole number from 0', isCount);
  const asked = {
    version: '1',
    dryRun: given.flag('dry-run'),
    checkAccounts: given.flag('check-accounts'),
    ...(maxRepairs !== undefined && { maxRepairs }),
    requestedBy: by,
  };
  const portfolioIds = portfolio === undefined ? await listKnownPortfolios() : [portfolio];
  const runs: Run[] = [];
  for (const ids of runsOf(portfolioIds)) {
    const detail = { ...asked, ...(ids.length > 0 && { portfolioIds: ids }) };
    const parsed = parseReconciliationRequest(detail);
    if (!parsed.ok) throw new AskedWrongly(parsed.problems.map(describeProblem).join('\n'));
    runs.push({ eventId: await putEventAs(SOURCE, RECONCILIATION_REQUESTED, detail), count: ids.length });
  }
  const says = `The comparison goes on without this command. Its end: ${nextLine(connection, 'drift')}`;
  whenStopped({ close: () => undefined, says });
  const names = await untilEnded(connection, runs);
  const drifts = await readDrifts(portfolio);
  note(`Compared ${counted(portfolioIds.length, 'portfolio')}, by ${executions(names)}.`);
  const status = showDrifts(connection, drifts, given.flag('json'), true);
  if (!asked.dryRun && drifts.length > 0)
    note(
      `Next, to see the repairs that were asked for: ${nextLine(connection, 'show', '--from', RECONCILIATION_SOURCE)}`,
    );
  return status;
}

/** One can be opened; of many the count says more. */
function executions(names: readonly string[]): string {
  return names.length === 1 ? `execution ${names[0]}` : counted(names.length, 'execution');
}

interface Run {
  readonly eventId: string;
  /** How many portfolios it looks at. */
  readonly count: number;
}

/** The portfolios in groups, one for each run. If no portfolio is known, one run without any. */
export function runsOf(portfolioIds: readonly string[]): (readonly string[])[] {
  const count = Math.max(1, Math.ceil(portfolioIds.length / MOST_PORTFOLIOS));
  return Array.from({ length: count }, (_, at) =>
    portfolioIds.slice(at * MOST_PORTFOLIOS, (at + 1) * MOST_PORTFOLIOS),
  );
}

/** @returns the names of the executions, once all have ended */
async function untilEnded(connection: Connection, runs: readonly Run[]): Promise<string[]> {
  const progress = startProgress();
  const startedAt = performance.now();
  const machine = machineArn(connection, 'reconcile-shares');
  const look = startedBy(
    machine,
    runs.map(({ eventId }) => eventId),
  );
  progress.tell(comparing(0, runs));
  try {
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 1.2, MOST_BETWEEN_LOOKS_MS)) {
      await pause(wait);
      const waitedMs = performance.now() - startedAt;
      const found = await look();
      const executions = [...found.values()];
      const bad = executions.find(({ status }) => !['RUNNING', 'SUCCEEDED'].includes(status));
      if (bad)
        throw new NotDone(
          `The comparison ended as ${bad.status}. Open its execution:\n  ${bad.executionArn}`,
        );
      const missing = runs.find(({ eventId }) => !found.has(eventId));
      if (missing && waitedMs > STARTED_WITHIN_MS)
        throw new NotDone(
          `No comparison began (event ${missing.eventId}).\nWhether its event arrived: ${nextLine(connection, 'undelivered')}`,
        );
      if (!missing && executions.every(({ status }) => status === 'SUCCEEDED'))
        return executions.map(({ name }) => name);
      if (waitedMs > ENDED_WITHIN_MS)
        throw new NotDone(`The comparison goes on still. Its end: ${nextLine(connection, 'drift')}`);
      progress.tell(missing ? 'Waiting for the comparison to begin …' : await howFar(runs, found));
    }
  } finally {
    progress.end();
  }
}

async function howFar(runs: readonly Run[], found: ReadonlyMap<string, FoundExecution>): Promise<string> {
  let done = 0;
  for (const { eventId, count } of runs) {
    const run = found.get(eventId);
    if (run?.status === 'RUNNING') done += await iterationsDone(run.executionArn, 'LookAtPortfolios');
    else done += count;
  }
  return comparing(done, runs);
}

function comparing(done: number, runs: readonly Run[]): string {
  const all = runs.reduce((sum, { count }) => sum + count, 0);
  return `Comparing what was asked for with what is: ${done} of ${all} portfolios …`;
}
