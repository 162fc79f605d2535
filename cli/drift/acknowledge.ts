import { setTimeout as pause } from 'node:timers/promises';
import { readPortfolioRecord } from '../../aws/ledger/reconciliation.ts';
import { describeProblem } from '../../core/problem.ts';
import { portfolioOfDrift } from '../../core/reconciliation/drift-id.ts';
import { parseDriftAcknowledgement } from '../../events/portfolio-share-drift-acknowledged.ts';
import type { Status } from '../command/command.ts';
import { AskedWrongly, NotDone } from '../command/failures.ts';
import { say } from '../command/print.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { putOne } from '../put/put-one.ts';

const SOURCE = 'operator.drift';
const RECORDED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 500;

/** The reader knows only the options. */
const OPTION_OF: Readonly<Record<string, string>> = {
  driftId: '--acknowledge',
  until: '--until',
  by: '--by',
};

/** Acknowledges a drift: it is silent until it changes, or until the given time. */
export async function acknowledge(
  connection: Connection,
  driftId: string,
  by: string,
  until: string | undefined,
): Promise<Status> {
  const detail = { version: '1', driftId, by, ...(until !== undefined && { until }) };
  const parsed = parseDriftAcknowledgement(detail);
  if (!parsed.ok) {
    const inOptions = parsed.problems.map(({ field, ...problem }) => ({
      ...problem,
      field: OPTION_OF[field] ?? field,
    }));
    throw new AskedWrongly(inOptions.map(describeProblem).join('\n'));
  }
  if (until !== undefined && Date.parse(until) <= Date.now())
    throw new AskedWrongly(`--until is ${JSON.stringify(until)}: expected a time that is still to come.`);
  const portfolioId = portfolioOfDrift(driftId) ?? '';
  const { drifts } = await readPortfolioRecord(portfolioId);
  if (!drifts.some((drift) => drift.driftId === driftId && drift.endedAt === undefined))
    throw new NotDone(
      `There is no drift ${driftId} now.\nThose that there are: ${nextLine(connection, 'drift', '--portfolio', portfolioId)}`,
    );
  const says = `The acknowledgement may have been sent already. To see it: ${nextLine(connection, 'drift', '--portfolio', portfolioId)}`;
  await putOne(SOURCE, 'PortfolioShareDriftAcknowledged', detail, says);
  for (const end = performance.now() + RECORDED_WITHIN_MS; performance.now() < end; ) {
    await pause(LOOK_EVERY_MS);
    const { acknowledgements } = await readPortfolioRecord(portfolioId);
    // An earlier one of the same person may say something else.
    const isRecorded = acknowledgements.some(
      (one) => one.driftId === driftId && one.by === by && isSameTime(one.until, until),
    );
    if (!isRecorded) continue;
    say(`${driftId} is acknowledged by ${by}: it is silent until ${until ?? 'it changes'}.`);
    return 0;
  }
  throw new NotDone(
    `The acknowledgement was sent, and is not recorded yet.\nWhether its event arrived: ${nextLine(connection, 'undelivered')}`,
  );
}

/** The ledger keeps a time in one form, and a reader may write it in others. */
function isSameTime(one: string | undefined, other: string | undefined): boolean {
  return one === other || Date.parse(one ?? '') === Date.parse(other ?? '');
}
