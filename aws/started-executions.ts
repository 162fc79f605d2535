import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

const client = new SFNClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER });

const MOST_OF_A_PAGE = 100;
/** DescribeExecution allows 15 a second, after some hundreds at once. */
const READ_AT_ONCE = 10;
/** New ones between two looks. */
const MOST_PAGES = 50;
/** The last events of an execution: an iteration of ours has about a dozen. */
const LAST_EVENTS = 50;

export interface FoundExecution {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
}

/** The latest hundred executions with their inputs, newest first. */
export async function* latestExecutions(
  stateMachineArn: string,
): AsyncGenerator<FoundExecution & { readonly input: string }> {
  const { executions = [] } = await list(stateMachineArn);
  for (let from = 0; from < executions.length; from += READ_AT_ONCE) {
    const some = executions.slice(from, from + READ_AT_ONCE);
    yield* await Promise.all(some.map(({ executionArn = '' }) => describe(executionArn)));
  }
}

export type Started = (eventIds: readonly string[]) => Promise<ReadonlyMap<string, FoundExecution>>;

/**
 * From now on: the executions that events start, by the events' ids. EventBridge chooses their names, so the input of
 * each new execution is read, once. One that was found is asked for by its name, however many have begun since.
 */
export async function startedBy(stateMachineArn: string): Promise<Started> {
  const { executions: before = [] } = await list(stateMachineArn);
  const seen = new Set(before.map(({ executionArn }) => executionArn));
  const arns = new Map<string, string>();
  const findAll = async (eventIds: readonly string[]) => {
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES && !eventIds.every((id) => arns.has(id)); page++) {
      const listed = await list(stateMachineArn, MOST_OF_A_PAGE, nextToken);
      const fresh = (listed.executions ?? []).filter(({ executionArn }) => !seen.has(executionArn));
      for (const { executionArn = '' } of fresh) {
        const { input } = await describe(executionArn);
        for (const id of eventIds) if (input.includes(`"${id}"`)) arns.set(id, executionArn);
      }
      // Once the page is through: if a call fails, the next look begins with it again.
      for (const { executionArn } of fresh) seen.add(executionArn);
      nextToken = listed.nextToken;
      // A page on which one is known is the last with new ones.
      if (!nextToken || fresh.length < (listed.executions ?? []).length) return;
    }
  };
  return async (eventIds) => {
    await findAll(eventIds);
    const found = new Map<string, FoundExecution>();
    for (const id of eventIds) {
      const executionArn = arns.get(id);
      if (executionArn === undefined) continue;
      const { input: _, ...execution } = await describe(executionArn);
      found.set(id, execution);
    }
    return found;
  };
}

function list(stateMachineArn: string, maxResults: number = MOST_OF_A_PAGE, nextToken?: string) {
  const command = new ListExecutionsCommand({ stateMachineArn, maxResults, nextToken });
  return reading('ListExecutions', () => client.send(command));
}

async function describe(executionArn: string): Promise<FoundExecution & { readonly input: string }> {
  const command = new DescribeExecutionCommand({ executionArn });
  const {
    name = '',
    status = '',
    input = '',
  } = await reading('DescribeExecution', () => client.send(command));
  return { executionArn, name, status, input };
}

/** How many iterations of a Map state that runs them one by one have ended; 0 where none is among the last events. */
export async function iterationsDone(executionArn: string, state: string): Promise<number> {
  const command = new GetExecutionHistoryCommand({
    executionArn,
    reverseOrder: true,
    maxResults: LAST_EVENTS,
  });
  const { events = [] } = await reading('GetExecutionHistory', () => client.send(command));
  const latest = events
    .map(({ mapIterationStartedEventDetails: started }) => started)
    .find((details) => details?.name === state);
  return latest?.index ?? 0;
}

/** What the last state of an ended execution was given, as text; `undefined` where the history does not say. */
export async function lastInput(executionArn: string): Promise<string | undefined> {
  const command = new GetExecutionHistoryCommand({
    executionArn,
    reverseOrder: true,
    maxResults: LAST_EVENTS,
  });
  const { events = [] } = await reading('GetExecutionHistory', () => client.send(command));
  return events.find(({ stateEnteredEventDetails: entered }) => entered)?.stateEnteredEventDetails?.input;
}
