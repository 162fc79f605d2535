import { findRequest } from '../../aws/ledger/requests.ts';
import { answerTask } from '../../aws/task-tokens.ts';
import type { Wake } from './advance-lease.ts';

/**
 * Answers the task that waits for the lease, by the token of its latest attempt. Where nobody listens, that
 * is left alone: the execution may be about to wait again, and the sweeper finds the dead.
 */
export const wakeWaiter: Wake = async ({ requestKey, taskToken }, granted) => {
  // What waited under version 0.1.0 has its token in the request's record.
  const token = taskToken ?? (await findRequest(requestKey))?.taskToken;
  if (token !== undefined) await answerTask(token, granted);
};
