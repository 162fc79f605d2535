import { randomBytes } from 'node:crypto';
import { findRefusals } from '../../aws/find-refusal.ts';
import { counted } from '../../core/counted.ts';
import type { DeclaredPortfolio } from '../../core/declaration/declared.ts';
import { overallSeverity } from '../../core/principals/finding.ts';
import type { Status } from '../command/command.ts';
import type { Given } from '../command/given.ts';
import { isColoured, say, sayJson } from '../command/print.ts';
import { startProgress } from '../command/progress.ts';
import { whenStopped } from '../command/stopping.ts';
import { loadConfig } from '../config/load-config.ts';
import { type Connection, machineArn, nextLine } from '../connect/connection.ts';
import { readDeclared } from '../declaration/read-declared.ts';
import { describeRecipient } from '../requests/describe-request.ts';
import { APPLY_SOURCE } from './action-of.ts';
import { inOrder, isLast, isToDo } from './in-order.ts';
import type { Predicted } from './predict-changes.ts';
import { printPlan } from './print-plan.ts';
import { type Followed, putAndFollow } from './put-and-follow.ts';
import { type Plan, readPlan } from './read-plan.ts';

const TIMEOUT_SECONDS = 10_800;

/**
 * Shows what has to change so that the shares are as declared. With --yes it asks for the changes, by ordinary
 * requests.
 * @param read the file, before the stack's partition was known
 */
export async function apply(
  given: Given,
  connection: Connection,
  path: string,
  read: readonly DeclaredPortfolio[],
  seconds: number = TIMEOUT_SECONDS,
): Promise<Status> {
  const config = await loadConfig();
  // A large file is read once, unless it is of another partition: then its mistakes are told.
  const { partition } = connection;
  const declared = isOf(read, partition) ? read : await readDeclared(path, partition);
  const progress = startProgress();
  whenStopped({ close: () => undefined, says: 'Broken off: nothing was asked for.' });
  const plan = await readPlan(
    declared,
    connection.accountId,
    given.flag('prune'),
    config,
    progress.tell,
  ).finally(progress.end);
  const isJson = given.flag('json');
  const planned = plan.changes.map((change) => ({ ...change, ...forProgramsOf(plan.predicted.get(change)) }));
  if (!isJson) say(printPlan(plan, isColoured()));
  const toDo = plan.changes.filter(isToDo);
  if (toDo.length === 0 || !given.flag('yes')) {
    if (isJson) sayJson({ changes: planned, done: [] });
    else if (toDo.length === 0) say('Nothing to do.');
    else {
      const prune = given.flag('prune') ? ['--prune'] : [];
      say(`Nothing was done. Next, to do it: ${nextLine(connection, 'apply', path, ...prune, '--yes')}`);
    }
    return toDo.length === 0 ? 0 : 1;
  }
  const followed: Followed[] = [];
  /** Of what was broken off too: no other command tells a program the same. */
  const tellProgram = () => sayJson({ changes: planned, done: followed.map(forPrograms) });
  await carryOut(connection, plan, seconds * 1000, isJson ? tellProgram : undefined, followed);
  const done = followed.filter(isDone).length;
  if (isJson) tellProgram();
  else {
    say(`\n${done} of ${toDo.length} done.`);
    if (done < toDo.length)
      say(`Next, to see those that were asked for: ${nextLine(connection, 'show', '--from', APPLY_SOURCE)}`);
  }
  return done === toDo.length ? 0 : 1;
}

function isOf(portfolios: readonly DeclaredPortfolio[], partition: string): boolean {
  return portfolios.every(
    ({ principals, shares }) =>
      principals.every(({ principalArn }) => principalArn.startsWith(`arn:${partition}:`)) &&
      shares.every(({ said }) => said === undefined || said.partition === partition),
  );
}

/** @param followed gets each request that has ended, at once */
async function carryOut(
  connection: Connection,
  { changes }: Plan,
  timeoutMs: number,
  tellProgram: (() => void) | undefined,
  followed: Followed[],
): Promise<void> {
  const toDo = inOrder(changes);
  // What takes a share away goes first; principals go last, when nothing needs them any more.
  const removals = toDo.filter((change) => !isLast(change) && change.change === 'REMOVE');
  const others = toDo.filter((change) => !isLast(change) && change.change !== 'REMOVE');
  const groups = [[...removals, ...others], toDo.filter(isLast)];
  const runId = `apply-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;
  const progress = startProgress();
  let left = toDo.length;
  const brokenOff = () => {
    tellProgram?.();
    return interrupted(connection, toDo.length, followed.length, left);
  };
  whenStopped({ close: () => undefined, says: brokenOff });
  const machine = machineArn(connection, 'share-portfolio');
  const following = {
    accountId: connection.accountId,
    timeoutMs,
    refusalsOf: (requestIds: readonly string[]) => findRefusals(machine, requestIds),
    onOutcome(one: Followed) {
      followed.push(one);
      progress.end();
      if (!tellProgram) tell(one);
    },
    onLook(open: number, asked: number) {
      const forYes = asked > 0 ? `, ${asked} of them wait for a yes` : '';
      progress.tell(`${followed.length} of ${toDo.length} are told, ${open} under way${forYes} …`);
    },
  };
  for (const [index, some] of groups.entries()) {
    const after = groups.slice(index + 1).flat().length;
    const onPut = (more: number) => {
      left = more + after;
    };
    await putAndFollow(some, { ...following, onPut, runId: `${runId}-${index + 1}` });
  }
  progress.end();
  whenStopped(undefined);
}

/** @param told have their outcome, or are not waited for any more @param left were not put */
function interrupted(connection: Connection, all: number, told: number, left: number): string {
  const open = all - told - left;
  return [
    `Broken off. Of ${counted(all, 'change')}: ${told} told above; ${open} may be asked for, and go on without this command; ${left} not asked for.`,
    `Next, to see them: ${nextLine(connection, 'show', '--from', APPLY_SOURCE)}`,
    ...(left > 0 ? ['Then run this again: it asks only for what is left to do.'] : []),
  ].join('\n');
}

function forProgramsOf(predicted: Predicted | undefined) {
  if (!predicted) return {};
  const { reach, decision, findings } = predicted;
  return { predicted: { decision, severity: overallSeverity(findings), findings, ...(reach && { reach }) } };
}

function isDone(followed: Followed): boolean {
  return 'outcome' in followed && followed.outcome.detailType === 'PortfolioShareCompleted';
}

function forPrograms({ requestId, ...followed }: Followed) {
  return 'outcome' in followed
    ? { requestId, outcome: followed.outcome }
    : { requestId, problem: followed.problem };
}

function tell(followed: Followed): void {
  const { change, requestId } = followed;
  const subject = `${change.portfolioId} with ${describeRecipient(change.recipient)}`;
  if ('problem' in followed) {
    say(`! ${subject}: request ${requestId} ${followed.problem}`);
    return;
  }
  const { detail, detailType } = followed.outcome;
  const accounts = detail.accounts ? `, ${counted(detail.accounts.succeeded, 'account')}` : '';
  const failed = detail.accounts?.failed ? `, ${detail.accounts.failed} FAILED` : '';
  const why = detail.failure
    ? `: ${detail.failure.code}: ${detail.failure.cause.replace(/\.$/, '')}. ${detail.failure.whatToDo}`
    : '';
  const sign = detailType === 'PortfolioShareCompleted' ? '✓' : '!';
  say(`${sign} ${subject}: ${detail.effect}${accounts}${failed}${why}`);
}
