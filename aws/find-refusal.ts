import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { reading } from './call.ts';
import { readHistory } from './execution-history.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

const client = new SFNClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER });

/** Of the latest executions: an event that was put a moment ago started one of them, or none. */
const MOST_LOOKED_AT = 20;

export interface Refusal {
  readonly code: string;
  readonly cause: string;
  readonly whatToDo: string;
}

/** Why the machine did not admit an event: the ledger holds only requests that were. */
export async function findRefusal(stateMachineArn: string, eventId: string): Promise<Refusal | undefined> {
  const list = new ListExecutionsCommand({ stateMachineArn, maxResults: MOST_LOOKED_AT });
  const { executions = [] } = await reading('ListExecutions', () => client.send(list));
  for (const { executionArn } of executions) {
    const describe = new DescribeExecutionCommand({ executionArn });
    const { input = '' } = await reading('DescribeExecution', () => client.send(describe));
    if (!input.includes(`"${eventId}"`)) continue;
    const history = (await readHistory(executionArn ?? '')) ?? [];
    const accepted = history.find(({ stateExitedEventDetails: exited }) => exited?.name === 'AcceptRequest');
    const { refusal } = JSON.parse(accepted?.stateExitedEventDetails?.output ?? '{}');
    return refusal;
  }
  return undefined;
}
