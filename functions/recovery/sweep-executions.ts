import { describeExecution, type EndedBadly, listEnded } from '../../aws/executions.ts';
import { shareMachineArn } from '../task/stack.ts';
import type { Task } from '../task/task-handler.ts';
import type { Guard } from './guard.ts';
import { recoverRequest } from './recover-request.ts';

const STATUSES: readonly EndedBadly[] = ['FAILED', 'TIMED_OUT', 'ABORTED'];
/** How far back they are looked for: longer than any outage of the schedule that goes unnoticed. */
const LOOK_BACK_MS = 6 * 3_600_000;
/** Recovered in one sweep, the oldest first; the next minute does the rest. */
const MOST_RECOVERED = 100;
const MOST_REMEMBERED = 20_000;

/** Those that this environment has recovered: Step Functions lists them for hours, and each look is a call. */
const recovered = new Set<string>();

/** Executions that ended badly, also those whose status change nobody was told. */
export async function sweepExecutions({ now, logger }: Task, guard: Guard): Promise<void> {
  const since = new Date(Date.parse(now) - LOOK_BACK_MS).toISOString();
  for (const status of STATUSES) {
    const ended = await listEnded(shareMachineArn(), status, since);
    const due = ended.filter((executionArn) => !recovered.has(executionArn)).slice(0, MOST_RECOVERED);
    for (const executionArn of due) {
      await guard(async () => {
        const isDone = await recoverRequest(await describeExecution(executionArn), now, logger);
        if (isDone) remember(executionArn);
      });
    }
  }
}

function remember(executionArn: string): void {
  if (recovered.size >= MOST_REMEMBERED) recovered.clear();
  recovered.add(executionArn);
}
