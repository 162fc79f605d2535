import { describeExecution, type EndedBadly, listEnded } from '../../aws/executions.ts';
import { shareMachineArn } from '../task/stack.ts';
import type { Task } from '../task/task-handler.ts';
import { recoverRequest } from './recover-request.ts';
import type { Guard, IsOver } from './sweep-parts.ts';

const STATUSES: readonly EndedBadly[] = ['FAILED', 'TIMED_OUT', 'ABORTED'];
/** How far back to look: longer than any outage of the schedule that nobody notices. */
const LOOK_BACK_MS = 6 * 3_600_000;
/** Recovered in one sweep, the oldest first; the next minute does the rest. */
const MOST_RECOVERED = 100;
const MOST_REMEMBERED = 20_000;

/** Those that this environment has recovered: Step Functions lists them for hours, and each look is a call. */
const recovered = new Set<string>();
/** Those whose recovery failed: they are tried after all others, so nobody waits for them. */
const failed = new Set<string>();

/** Recovers executions that ended badly, in case the event about their end was lost. */
export async function sweepExecutions(task: Task, guard: Guard, isOver: IsOver = () => false): Promise<void> {
  const since = new Date(Date.parse(task.now) - LOOK_BACK_MS).toISOString();
  for (const status of STATUSES) {
    const ended = await listEnded(shareMachineArn(), status, since);
    const open = ended.filter((executionArn) => !recovered.has(executionArn));
    const isOpen = new Set(open);
    const due = [...open.filter((arn) => !failed.has(arn)), ...[...failed].filter((arn) => isOpen.has(arn))];
    for (const executionArn of due.slice(0, MOST_RECOVERED)) {
      if (isOver()) return;
      await guard(async () => {
        remember(failed, executionArn);
        const isDone = await recoverRequest(await describeExecution(executionArn), task);
        failed.delete(executionArn);
        if (isDone) remember(recovered, executionArn);
      });
    }
  }
}

function remember(some: Set<string>, executionArn: string): void {
  if (some.size >= MOST_REMEMBERED) some.clear();
  // Move it to the end: of those that fail, the one that was tried longest ago comes first.
  some.delete(executionArn);
  some.add(executionArn);
}
