import { putEventAs } from '../../aws/event-bus.ts';
import { listKnownPortfolios } from '../../aws/ledger/portfolios.ts';
import { counted } from '../../core/counted.ts';
import { describeProblem } from '../../core/problem.ts';
import { RECONCILIATION_SOURCE } from '../../core/request/reconciliation-source.ts';
import {
  parseReconciliationRequest,
  RECONCILIATION_REQUESTED,
} from '../../events/reconciliation-requested.ts';
import type { Status } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { note } from '../command/print.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { readDrifts } from './read-drifts.ts';
import { runComparisons } from './run-comparisons.ts';
import { type RunEnd, readRunEnd } from './run-end.ts';
import { showDrifts } from './show-drifts.ts';

const SOURCE = 'operator.drift';
const MOST_TOLD = 20;

/** Starts a comparison now, waits for its end, and lists what differs. */
export async function reconcileNow(
  given: Given,
  connection: Connection,
  by: string,
  maxRepairs: number | undefined,
): Promise<Status> {
  const portfolio = given.text('portfolio');
  const asked = {
    version: '1',
    dryRun: given.flag('dry-run'),
    checkAccounts: given.flag('check-accounts'),
    ...(maxRepairs !== undefined && { maxRepairs }),
    requestedBy: by,
  };
  const portfolioIds = portfolio === undefined ? await listKnownPortfolios() : [portfolio];
  const executions = await runComparisons(connection, portfolioIds, (ids, runsBeside) => {
    const detail = {
      ...asked,
      ...(ids.length > 0 && { portfolioIds: ids }),
      ...(runsBeside > 0 && { runsBeside }),
    };
    const parsed = parseReconciliationRequest(detail);
    if (!parsed.ok) throw new AskedWrongly(parsed.problems.map(describeProblem).join('\n'));
    return putEventAs(SOURCE, RECONCILIATION_REQUESTED, detail);
  });
  const ends: RunEnd[] = [];
  const unfinished: string[] = [];
  for (const { executionArn, name, status } of executions) {
    const end = await readRunEnd(executionArn);
    if (end && (status === 'SUCCEEDED' || end.isStopped)) ends.push(end);
    else unfinished.push(`The comparison ${name} ended as ${status}. Open its execution:\n  ${executionArn}`);
  }
  const names = executions.map(({ name }) => name);
  const drifts = await readDrifts(portfolio);
  const unreadable = ends.flatMap(({ totals }) => totals.unreadable);
  const again = (most: number) =>
    nextLine(
      connection,
      ...['drift', '--now', '--max-repairs', String(most)],
      ...(portfolio === undefined ? [] : ['--portfolio', portfolio]),
      ...(asked.checkAccounts ? ['--check-accounts'] : []),
    );
  const isWhole = tellEnds(ends, names, again) && unfinished.length === 0;
  for (const line of unfinished) note(line);
  showDrifts(
    connection,
    drifts,
    given.flag('json'),
    isWhole ? 'ALL_COMPARED' : 'NOT_ALL_COMPARED',
    unreadable,
  );
  if (!asked.dryRun && ends.some(({ isStopped, totals }) => !isStopped && totals.repairs > 0))
    note(
      `Next, to see the repairs that were asked for: ${nextLine(connection, 'show', '--from', RECONCILIATION_SOURCE)}`,
    );
  return isWhole ? 0 : 1;
}

/** @returns whether everything was looked at, and repaired as far as policy lets it */
function tellEnds(
  ends: readonly RunEnd[],
  names: readonly string[],
  again: (maxRepairs: number) => string,
): boolean {
  const sum = (count: (end: RunEnd) => number) => ends.reduce((total, end) => total + count(end), 0);
  // One can be opened; of many the count says more.
  const by = names.length === 1 ? `execution ${names[0]}` : counted(names.length, 'execution');
  note(
    `Compared ${counted(
      sum(({ totals }) => totals.lookedAt),
      'portfolio',
    )}, by ${by}.`,
  );
  const leftAlone = sum(({ totals }) => totals.leftAlone);
  if (leftAlone > 0)
    note(`${counted(leftAlone, 'share was', 'shares were')} left alone: a request is changing them.`);
  for (const { refused } of ends) if (refused !== undefined) note(`A comparison was refused: ${refused}`);
  const unread = sum(({ totals }) => totals.unreadableCount);
  if (unread > 0) {
    note(`${counted(unread, 'portfolio')} could not be read, so nothing is known of what differs there:`);
    const named = ends.flatMap(({ totals }) => totals.unreadable).slice(0, MOST_TOLD);
    for (const { portfolioId, reason } of named) note(`  ${portfolioId}: ${reason}`);
    if (unread > named.length) note(`  and ${unread - named.length} more`);
  }
  const stopped = ends.filter(({ isStopped }) => isStopped);
  for (const { totals } of stopped)
    note(
      `Nothing was repaired: ${counted(totals.repairs, 'repair')} would be more than maxRepairsPerRun lets one run make.`,
    );
  if (stopped.length > 0) {
    const most = Math.max(...stopped.map(({ totals }) => totals.repairs));
    note(`Find out what happened to the shares. Then, to repair them: ${again(most)}`);
  }
  return unread === 0 && stopped.length === 0 && ends.every(({ refused }) => refused === undefined);
}
