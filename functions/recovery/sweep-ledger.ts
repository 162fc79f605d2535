import { listLeaseScopes } from '../../aws/ledger/open-work.ts';
import { beginSweep, endSweep, recordSweptTo, type SweepMark } from '../../aws/ledger/sweep-mark.ts';
import { secondsSince } from '../../core/ledger/seconds-since.ts';
import { emitMetrics } from '../task/emit-metrics.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { sweepExecutions } from './sweep-executions.ts';
import { MOST_WAITERS, type Queue, sweepLease } from './sweep-lease.ts';
import { clockOf, guarding } from './sweep-parts.ts';
import { sweepRequests } from './sweep-requests.ts';

/** Leases in use that one sweep looks at, so that the requests have their time, too. The next goes on from there. */
const MOST_BUSY = 50;
/**
 * Waiters that one sweep looks at, over all leases. Step Functions answers DescribeExecution 10 times a second in the
 * smaller Regions (its quotas, "API action throttling"), which a sweep shares with everybody in the account.
 */
const MOST_LOOKS = 300;
/** Of each lease, also of those that come after so many: the next in turn. */
const FEWEST_WAITERS = 2;

/**
 * When each part ends, counted from the beginning of the sweep: calls that hang in one leave time for the others. What a
 * part has begun takes some calls of 36 s more, if they hang, and the function has 240 s.
 */
const UNTIL_SECONDS = { leases: 100, requests: 150, executions: 190 };

/** Every minute: finishes whatever died between two steps, from what the ledger says. One sweep at a time. */
export const handler = taskHandler(
  async (_: object, task): Promise<void> => {
    const mark = await beginSweep(task.invocationId, task.now);
    if (!mark) return task.logger.warn('Another sweep is under way');
    try {
      await sweep(task, mark);
    } finally {
      await endSweep(task.invocationId);
    }
  },
  () => ({}),
);

async function sweep(task: Task, { reconciledAt, sweptTo }: SweepMark): Promise<void> {
  const { guard, throwFailures } = guarding();
  const isOver = clockOf(UNTIL_SECONDS);
  let oldestSeconds = 0;
  const queues: Queue[] = [];
  // The lease first: whoever holds or waits in vain keeps all others waiting.
  await guard(async () => {
    const scopes = after(sweptTo ?? '', await listLeaseScopes());
    let idle = 0;
    let looks = MOST_LOOKS;
    for (const [at, scope] of scopes.entries()) {
      if (at - idle === MOST_BUSY || (at > 0 && isOver.leases()))
        return recordSweptTo(scopes[at - 1] as string);
      await guard(async () => {
        const mostWaiters = Math.max(FEWEST_WAITERS, Math.min(MOST_WAITERS, looks));
        const queue = await sweepLease(scope, task, guard, mostWaiters, isOver.leases);
        looks -= queue.looks;
        queues.push(queue);
        if (queue.isIdle) idle += 1;
      });
    }
  });
  await guard(async () => {
    oldestSeconds = await sweepRequests(task, guard, isOver.requests);
  });
  await guard(() => sweepExecutions(task, guard, isOver.executions));
  const gauges = {
    OldestOpenRequestSeconds: oldestSeconds,
    QueueLength: queues.reduce((sum, { length }) => sum + length, 0),
    QueueAgeSeconds: Math.max(0, ...queues.map((queue) => queue.ageSeconds)),
    ReconciliationAgeSeconds: secondsSince(reconciledAt, task.now),
  };
  emitMetrics(gauges, task.now);
  throwFailures();
}

/** In their order, those after this one first. */
function after(scope: string, scopes: readonly string[]): readonly string[] {
  const sorted = [...scopes].sort();
  return [...sorted.filter((one) => one > scope), ...sorted.filter((one) => one <= scope)];
}
