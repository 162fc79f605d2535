import { findRequest } from '../../aws/ledger/requests.ts';
import { answerTask } from '../../aws/task-tokens.ts';
import { leaseScopeOf } from '../task/settings.ts';
import type { Wake } from './advance-lease.ts';

/**
 * Answers the task that waits for the lease, by the token of its latest attempt. Where nobody listens, that
 * is left alone: the execution may be about to wait again, and the sweeper finds the dead.
 */
export const wakeWaiter: Wake = async (requestKey, fence, grantedAt) => {
  const record = await findRequest(requestKey);
  if (!record?.taskToken) return;
  const scope = record.leaseScope ?? leaseScopeOf(record.request.portfolioId);
  await answerTask(record.taskToken, { fence, grantedAt, scope });
};
