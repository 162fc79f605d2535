import { listLeaseScopes } from '../../aws/ledger/open-work.ts';
import { beginSweep, endSweep } from '../../aws/ledger/sweep-mark.ts';
import { secondsSince } from '../../core/ledger/seconds-since.ts';
import { emitMetrics } from '../task/emit-metrics.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { sweepExecutions } from './sweep-executions.ts';
import { type Queue, sweepLease } from './sweep-lease.ts';
import { guarding } from './sweep-parts.ts';
import { sweepRequests } from './sweep-requests.ts';

/** Leases in use that one sweep looks at, so that the requests have their time, too. */
const MOST_BUSY = 50;

/** Every minute: finishes whatever died between two steps, from what the ledger says. One sweep at a time. */
export const handler = taskHandler(
  async (_: object, task): Promise<void> => {
    const mark = await beginSweep(task.invocationId, task.now);
    if (!mark) return task.logger.warn('Another sweep is under way');
    try {
      await sweep(task, mark.reconciledAt);
    } finally {
      await endSweep(task.invocationId);
    }
  },
  () => ({}),
);

async function sweep(task: Task, reconciledAt: string): Promise<void> {
  const { guard, throwFailures } = guarding();
  let oldestSeconds = 0;
  const queues: Queue[] = [];
  // The lease first: whoever holds or waits in vain keeps all others waiting.
  await guard(async () => {
    for (const scope of inTurn(await listLeaseScopes(), task.now)) {
      if (queues.filter(({ isIdle }) => !isIdle).length >= MOST_BUSY) break;
      await guard(async () => void queues.push(await sweepLease(scope, task, guard)));
    }
  });
  await guard(async () => {
    oldestSeconds = await sweepRequests(task, guard);
  });
  await guard(() => sweepExecutions(task, guard));
  const gauges = {
    OldestOpenRequestSeconds: oldestSeconds,
    QueueLength: queues.reduce((sum, { length }) => sum + length, 0),
    QueueAgeSeconds: Math.max(0, ...queues.map((queue) => queue.ageSeconds)),
    ReconciliationAgeSeconds: secondsSince(reconciledAt, task.now),
  };
  emitMetrics(gauges, task.now);
  throwFailures();
}

/** Each minute begins with another lease: where one sweep does not get to all, the next ones do. */
function inTurn(scopes: readonly string[], now: string): readonly string[] {
  const first = scopes.length === 0 ? 0 : (Math.floor(Date.parse(now) / 60_000) * MOST_BUSY) % scopes.length;
  return [...scopes.slice(first), ...scopes.slice(0, first)];
}
