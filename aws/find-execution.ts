import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

const client = new SFNClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER });

/** Of the latest executions: an event that was put a moment ago started one of them, or none. */
const MOST_LOOKED_AT = 20;

export interface FoundExecution {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
}

/** The execution that an event started: EventBridge chooses its name, so its input is looked at. */
export async function findExecution(
  stateMachineArn: string,
  eventId: string,
): Promise<FoundExecution | undefined> {
  const list = new ListExecutionsCommand({ stateMachineArn, maxResults: MOST_LOOKED_AT });
  const { executions = [] } = await reading('ListExecutions', () => client.send(list));
  for (const { executionArn = '', name = '', status = '' } of executions) {
    const describe = new DescribeExecutionCommand({ executionArn });
    const { input = '' } = await reading('DescribeExecution', () => client.send(describe));
    if (input.includes(`"${eventId}"`)) return { executionArn, name, status };
  }
  return undefined;
}
