import { findRequest } from '../../aws/ledger/requests.ts';
import { answerTask } from '../../aws/task-tokens.ts';
import type { Wake } from './advance-lease.ts';

/**
 * Answers the task that waits for the lease, by the token of its latest attempt. If nobody listens, it does nothing:
 * the execution may be about to wait again, and the sweeper finds those that are dead.
 */
export const wakeWaiter: Wake = async ({ requestKey, taskToken }, granted) => {
  // A request that waited under version 0.1.0 has its token in its record.
  const token = taskToken ?? (await findRequest(requestKey))?.taskToken;
  if (token !== undefined) await answerTask(token, granted);
};
