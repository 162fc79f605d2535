import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

const client = new SFNClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER });

export interface Execution {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus | 'GONE';
  readonly input: string;
}

/** DescribeExecution. An execution that Step Functions has forgotten, 90 days after its end, is GONE. */
export async function describeExecution(executionArn: string): Promise<Execution> {
  const gone = { executionArn, stateMachineArn: '', name: '', status: 'GONE', input: '' } as const;
  try {
    const command = new DescribeExecutionCommand({ executionArn });
    const answer = await reading('DescribeExecution', () => client.send(command));
    return {
      executionArn,
      stateMachineArn: answer.stateMachineArn ?? '',
      name: answer.name ?? '',
      status: answer.status ?? 'RUNNING',
      input: answer.input ?? '',
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return gone;
    throw error;
  }
}

/** ListExecutions, newest first, one page: those that ended in this way after `since`, ISO 8601. */
export async function listEnded(
  stateMachineArn: string,
  statusFilter: 'FAILED' | 'TIMED_OUT' | 'ABORTED',
  since: string,
): Promise<string[]> {
  const command = new ListExecutionsCommand({ stateMachineArn, statusFilter, maxResults: 100 });
  const { executions = [] } = await reading('ListExecutions', () => client.send(command));
  return executions
    .filter(({ stopDate }) => stopDate !== undefined && stopDate.toISOString() >= since)
    .map(({ executionArn = '' }) => executionArn);
}

/** StartExecution under a name that says what it repeats; answers false where that was started before. */
export async function startAgain(stateMachineArn: string, name: string, input: string): Promise<boolean> {
  try {
    const command = new StartExecutionCommand({ stateMachineArn, name, input });
    await reading('StartExecution', () => client.send(command));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionAlreadyExists') return false;
    throw error;
  }
}
