import { listLeaseScopes } from '../../aws/ledger/open-work.ts';
import { taskHandler } from '../task/task-handler.ts';
import { guarding } from './guard.ts';
import { sweepExecutions } from './sweep-executions.ts';
import { sweepLease } from './sweep-lease.ts';
import { sweepRequests } from './sweep-requests.ts';

/** Every minute: whatever died between two steps, anywhere, is finished from what the ledger says. */
export const handler = taskHandler(
  async (_: object, task): Promise<void> => {
    const { guard, throwFailures } = guarding();
    // The lease first: whoever holds or waits in vain keeps all others waiting.
    await guard(async () => {
      for (const scope of await listLeaseScopes()) await guard(() => sweepLease(scope, task, guard));
    });
    await guard(() => sweepRequests(task, guard));
    await guard(() => sweepExecutions(task, guard));
    throwFailures();
  },
  () => ({}),
);
