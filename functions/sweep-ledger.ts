import { describeExecution, listEnded } from '../aws/executions.ts';
import { listLeaseScopes, listOpenRequests } from '../aws/ledger/open-work.ts';
import { readRequest, recordLook } from '../aws/ledger/requests.ts';
import { finishRequest } from './recovery/finish-request.ts';
import { recoverExecution } from './recovery/recover-execution.ts';
import { sweepLease } from './recovery/sweep-lease.ts';
import { shareMachineArn } from './task/stack.ts';
import { type Task, taskHandler } from './task/task-handler.ts';

/** Open requests looked at in one sweep, those longest not looked at first. */
const MOST_LOOKS = 50;
/** Younger ones are left to their execution. */
const YOUNGEST_MS = 60_000;
/** How far back failed executions are looked for: longer than any outage of the schedule that goes unnoticed. */
const LOOK_BACK_MS = 6 * 3_600_000;

/** Every minute: whatever died between two steps, anywhere, is finished from what the ledger says. */
export const handler = taskHandler(
  async (_: object, task): Promise<void> => {
    const failures: unknown[] = [];
    for (const scope of await listLeaseScopes()) await guard(failures, () => sweepLease(scope, task));
    await guard(failures, () => sweepRequests(task));
    await guard(failures, () => sweepExecutions(task));
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} parts of the sweep failed`);
  },
  () => ({}),
);

/** One part that fails must not keep the others from being swept; all that failed is thrown at the end. */
async function guard(failures: unknown[], part: () => Promise<void>): Promise<void> {
  try {
    await part();
  } catch (error) {
    failures.push(error);
  }
}

async function sweepRequests({ now, logger }: Task): Promise<void> {
  const before = new Date(Date.parse(now) - YOUNGEST_MS).toISOString();
  for (const requestKey of await listOpenRequests(before, MOST_LOOKS)) {
    const record = await readRequest(requestKey);
    const { status } = await describeExecution(record.executionArn);
    if (status === 'RUNNING') await recordLook(requestKey, now);
    else await finishRequest(requestKey, status, now, logger);
  }
}

async function sweepExecutions({ now, logger }: Task): Promise<void> {
  const since = new Date(Date.parse(now) - LOOK_BACK_MS).toISOString();
  for (const executionArn of await listEnded(shareMachineArn(), 'FAILED', since)) {
    await recoverExecution(await describeExecution(executionArn), now, logger);
  }
}
