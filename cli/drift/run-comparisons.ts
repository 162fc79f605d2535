import { setTimeout as pause } from 'node:timers/promises';
import { type FoundExecution, iterationsDone, startedBy } from '../../aws/started-executions.ts';
import { counted } from '../../core/counted.ts';
import { MOST_PORTFOLIOS } from '../../events/reconciliation-requested.ts';
import { NotDone } from '../command/failures.ts';
import { startProgress } from '../command/progress.ts';
import { whenStopped } from '../command/stopping.ts';
import { type Connection, machineArn, nextLine } from '../connect/connection.ts';

/** Together they keep to callsPerSecond of config.yml. */
const RUNS_AT_ONCE = 4;
const FIRST_LOOK_MS = 500;
const MOST_BETWEEN_LOOKS_MS = 5_000;
const STARTED_WITHIN_MS = 60_000;
/** A run of 500 portfolios at the default rate takes a quarter of an hour, and an hour if it is throttled. */
const ENDED_WITHIN_MS = 4 * 3_600_000;

interface Run {
  readonly eventId: string;
  readonly ids: readonly string[];
  readonly putAt: number;
}

/** The portfolios in groups, one for each run. If no portfolio is known, one run without any. */
export function runsOf(
  portfolioIds: readonly string[],
  mostOfOne: number = MOST_PORTFOLIOS,
): (readonly string[])[] {
  const count = Math.max(1, Math.ceil(portfolioIds.length / mostOfOne));
  return Array.from({ length: count }, (_, at) => portfolioIds.slice(at * mostOfOne, (at + 1) * mostOfOne));
}

/**
 * Has the portfolios compared, a few runs at once, and waits for the end of each.
 * @param begin puts the event that starts a run, and returns its id; told how many others run beside it
 * @throws NotDone where one does not begin, or does not end in time
 */
export async function runComparisons(
  connection: Connection,
  portfolioIds: readonly string[],
  begin: (portfolioIds: readonly string[], runsBeside: number) => Promise<string>,
  mostOfOne?: number,
): Promise<readonly FoundExecution[]> {
  const waiting = [...runsOf(portfolioIds, mostOfOne)];
  const runsBeside = Math.max(0, Math.min(RUNS_AT_ONCE, waiting.length) - 1);
  let running: readonly Run[] = [];
  const ended: FoundExecution[] = [];
  let done = 0;
  const look = await startedBy(machineArn(connection, 'reconcile-shares'));
  const progress = startProgress(comparing(0, portfolioIds.length));
  let told = 0;
  const tell = (more: number) => {
    told = Math.max(told, done + more); // while it reports, a run's last events do not say how many it compared
    progress.tell(comparing(told, portfolioIds.length));
  };
  try {
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 1.2, MOST_BETWEEN_LOOKS_MS)) {
      while (waiting.length > 0 && running.length < RUNS_AT_ONCE) {
        const ids = waiting.shift() ?? [];
        // Before it begins: nobody knows whether an event that is being put has gone.
        whenStopped({ close: () => undefined, says: interrupted(connection, waiting.flat().length) });
        running = [...running, { ids, eventId: await begin(ids, runsBeside), putAt: performance.now() }];
      }
      await pause(wait);
      const found = await look(running.map(({ eventId }) => eventId));
      for (const run of running) {
        const execution = found.get(run.eventId);
        refuseLate(connection, run, execution);
        if (!execution || execution.status === 'RUNNING') continue;
        ended.push(execution);
        done += run.ids.length;
        running = running.filter((other) => other !== run);
      }
      if (running.length === 0 && waiting.length === 0) return ended;
      tell(await doneOf(running, found));
    }
  } finally {
    progress.end();
  }
}

function interrupted(connection: Connection, left: number): string {
  const goesOn = 'What has begun goes on without this command.';
  const notBegun = `${counted(left, 'portfolio is', 'portfolios are')} not compared: run this again.`;
  return [goesOn, ...(left > 0 ? [notBegun] : []), `What was found: ${nextLine(connection, 'drift')}`].join(
    '\n',
  );
}

function refuseLate(connection: Connection, run: Run, execution: FoundExecution | undefined): void {
  const tookMs = performance.now() - run.putAt;
  if (!execution && tookMs > STARTED_WITHIN_MS)
    throw new NotDone(
      `No comparison began (event ${run.eventId}).\nWhether its event arrived: ${nextLine(connection, 'undelivered')}`,
    );
  if (execution?.status === 'RUNNING' && tookMs > ENDED_WITHIN_MS)
    throw new NotDone(
      `The comparison still goes on, in ${execution.executionArn}.\nWhat it found: ${nextLine(connection, 'drift')}`,
    );
}

async function doneOf(running: readonly Run[], found: ReadonlyMap<string, FoundExecution>): Promise<number> {
  let done = 0;
  for (const { eventId } of running) {
    const run = found.get(eventId);
    if (run) done += await iterationsDone(run.executionArn, 'LookAtPortfolios');
  }
  return done;
}

function comparing(done: number, all: number): string {
  return `Comparing the real shares with the wanted ones: ${done} of ${counted(all, 'portfolio')} …`;
}
