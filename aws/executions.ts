import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { awsNameOf, reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

const client = new SFNClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER });

export interface Execution {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus | 'GONE';
  readonly input: string;
  /** Of a failed execution. */
  readonly error?: string;
  readonly cause?: string;
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
      ...(answer.error && { error: answer.error }),
      ...(answer.cause && { cause: answer.cause }),
    };
  } catch (error) {
    if (awsNameOf(error) === 'ExecutionDoesNotExist') return gone;
    throw error;
  }
}

/** 100 a page, the newest first: as many as an outage of hours may leave behind. */
const MOST_PAGES = 50;

export type EndedBadly = 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** ListExecutions: those that ended in this way after `since`, ISO 8601; the oldest first. */
export async function listEnded(
  stateMachineArn: string,
  statusFilter: EndedBadly,
  since: string,
): Promise<string[]> {
  const ended: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new ListExecutionsCommand({ stateMachineArn, statusFilter, maxResults: 100, nextToken });
    const answer = await reading('ListExecutions', () => client.send(command));
    const recent = (answer.executions ?? []).filter(
      ({ stopDate }) => stopDate !== undefined && stopDate.toISOString() >= since,
    );
    ended.push(...recent.map(({ executionArn = '' }) => executionArn));
    nextToken = answer.nextToken;
    // Ordered by start: a whole page of old ends is as good as the end of the list.
    if (!nextToken || recent.length === 0) break;
  }
  return ended.toReversed();
}

/** StartExecution under a name that says what it repeats; answers false where that was started before. */
export async function startAgain(stateMachineArn: string, name: string, input: string): Promise<boolean> {
  try {
    const command = new StartExecutionCommand({ stateMachineArn, name, input });
    await reading('StartExecution', () => client.send(command));
    return true;
  } catch (error) {
    if (awsNameOf(error) === 'ExecutionAlreadyExists') return false;
    throw error;
  }
}
