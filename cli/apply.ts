import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { readConfig } from '../packaging/read-config.ts';
import { connect, partitionOfRegion } from './account/connect.ts';
import { runCommand } from './account/run-command.ts';
import { describeRecipient, isToDo, printPlan } from './apply/print-plan.ts';
import { type Followed, putAndFollow } from './apply/put-and-follow.ts';
import { readFlags, USAGE } from './apply/read-flags.ts';
import { type Plan, readPlan } from './apply/read-plan.ts';
import { readDeclared } from './declaration/read-declared.ts';

const CONFIG = join(resolve(import.meta.dirname, '..'), 'config.yml');

/** `npm run apply -- shares.yml`: shows the plan, and with `--yes` carries it out, by the front door. */
export function runApply(args: readonly string[]): Promise<void> {
  return runCommand(async () => {
    const flags = readFlags(args);
    if (flags === 'HELP') {
      console.log(USAGE);
      return 0;
    }
    const { principals } = await readConfig(CONFIG);
    connect(flags);
    const declared = await readDeclared(flags.path, partitionOfRegion());
    const plan = await readPlan(declared, flags.prune, principals.quotas);
    console.log(printPlan(plan.changes, process.stdout.isTTY === true));
    const toDo = plan.changes.filter(isToDo);
    if (toDo.length === 0) {
      console.log('Nothing to do.');
      return 0;
    }
    if (!flags.yes) {
      console.log('Nothing was done: do it with --yes.');
      return 1;
    }
    return (await carryOut(plan, flags.timeoutSeconds * 1000)) ? 0 : 1;
  });
}

/** Principals go last: while another share that needs them is still there, taking them away is refused. */
async function carryOut({ accountId, changes }: Plan, timeoutMs: number): Promise<boolean> {
  const toDo = changes.filter(isToDo);
  const last = toDo.filter(({ change, principals }) => change === 'REMOVE' && principals.length > 0);
  const first = toDo.filter((change) => !last.includes(change));
  const runId = `apply-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;
  const followed: Followed[] = [];
  for (const [index, some] of [first, last].entries()) {
    if (some.length === 0) continue;
    const following = { accountId, runId: `${runId}-${index + 1}`, timeoutMs, onOutcome: say };
    followed.push(...(await putAndFollow(some, following)));
  }
  const done = followed.filter(isDone).length;
  console.log(`\n${done} of ${toDo.length} done.`);
  return done === toDo.length;
}

function isDone(followed: Followed): boolean {
  return 'outcome' in followed && followed.outcome.detailType === 'PortfolioShareCompleted';
}

function say(followed: Followed): void {
  const { change, requestId } = followed;
  const subject = `${change.portfolioId} with ${describeRecipient(change.recipient)}`;
  if ('problem' in followed) {
    console.log(`! ${subject}: request ${requestId} ${followed.problem}`);
    return;
  }
  const { detail, detailType } = followed.outcome;
  const accounts = detail.accounts ? `, ${detail.accounts.succeeded} accounts` : '';
  const failed = detail.accounts?.failed ? `, ${detail.accounts.failed} FAILED` : '';
  const why = detail.failure
    ? `: ${detail.failure.code}: ${detail.failure.cause} ${detail.failure.whatToDo}`
    : '';
  const sign = detailType === 'PortfolioShareCompleted' ? '✓' : '!';
  console.log(`${sign} ${subject}: ${detail.effect}${accounts}${failed}${why}`);
}
