import { describeExecution } from '../../aws/executions.ts';
import { taskHandler } from '../task/task-handler.ts';
import { recoverRequest } from './recover-request.ts';

interface StatusChange {
  readonly detail: { readonly executionArn: string };
}

/**
 * Started by `Step Functions Execution Status Change`: what an execution left undone is finished at once.
 * Such events are best effort, so the sweeper does the same within a minute or so.
 */
export const handler = taskHandler(async ({ detail }: StatusChange, task): Promise<void> => {
  await recoverRequest(await describeExecution(detail.executionArn), task);
});
