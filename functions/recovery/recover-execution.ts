import { describeExecution } from '../../aws/executions.ts';
import { taskHandler } from '../task/task-handler.ts';
import { recoverRequest } from './recover-request.ts';

interface StatusChange {
  readonly detail: { readonly executionArn: string };
}

/**
 * Started by `Step Functions Execution Status Change`: finishes at once what an execution left undone. AWS sends such
 * events at best effort, so the sweeper does the same within a minute or so.
 */
export const handler = taskHandler(async ({ detail }: StatusChange, task): Promise<void> => {
  await recoverRequest(await describeExecution(detail.executionArn), task);
});
