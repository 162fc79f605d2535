import { setTimeout as pause } from 'node:timers/promises';
import { findExecution } from '../../aws/find-execution.ts';
import { putEventAs } from '../../aws/put-event-as.ts';
import { describeProblem } from '../../core/problem.ts';
import {
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

/** Has everything compared now, waits for the end, and lists what was found. */
export async function reconcileNow(given: Given, connection: Connection, by: string): Promise<Status> {
  const portfolio = given.text('portfolio');
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  const maxRepairs = given.number('max-repairs', 'a whole number from 0', isCount);
  const detail = {
    version: '1',
    ...(portfolio !== undefined && { portfolioIds: [portfolio] }),
    dryRun: given.flag('dry-run'),
    checkAccounts: given.flag('check-accounts'),
    ...(maxRepairs !== undefined && { maxRepairs }),
    requestedBy: by,
  };
  const parsed = parseReconciliationRequest(detail);
  if (!parsed.ok) throw new AskedWrongly(parsed.problems.map(describeProblem).join('\n'));
  const eventId = await putEventAs(SOURCE, RECONCILIATION_REQUESTED, detail);
  const says = `The comparison goes on without this command. Its end: ${nextLine(connection, 'drift')}`;
  whenStopped({ close: () => undefined, says });
  const runId = await untilEnded(connection, eventId);
  const drifts = await readDrifts(portfolio);
  note(`Compared as ${runId}. What differs:`);
  return showDrifts(connection, drifts, given.flag('json'));
}

async function untilEnded(connection: Connection, eventId: string): Promise<string> {
  const progress = startProgress();
  const startedAt = performance.now();
  const machine = machineArn(connection, 'reconcile-shares');
  try {
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 1.2, MOST_BETWEEN_LOOKS_MS)) {
      await pause(wait);
      const waitedMs = performance.now() - startedAt;
      const run = await findExecution(machine, eventId);
      if (run?.status === 'SUCCEEDED') return run.name;
      if (run && run.status !== 'RUNNING')
        throw new NotDone(
          `The comparison ended as ${run.status}. Open its execution:\n  ${run.executionArn}`,
        );
      if (!run && waitedMs > STARTED_WITHIN_MS)
        throw new NotDone(
          `No comparison began (event ${eventId}).\nWhether its event arrived: ${nextLine(connection, 'undelivered')}`,
        );
      if (waitedMs > ENDED_WITHIN_MS)
        throw new NotDone(`The comparison goes on still. Its end: ${nextLine(connection, 'drift')}`);
      progress.tell(
        run ? 'Comparing what was asked for with what is …' : 'Waiting for the comparison to begin …',
      );
    }
  } finally {
    progress.end();
  }
}
