import { answerTask } from '../../aws/task-tokens.ts';
import type { Approval } from '../../core/approval/approval.ts';

/** Wakes the execution that waits for a decision. If nobody listens, it does nothing, as for the lease. */
export async function tellDecision({ approvalId, decision, taskToken }: Approval): Promise<void> {
  if (decision) await answerTask(taskToken, { approvalId, decision: decision.decision });
}
