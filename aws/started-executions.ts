import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

const client = new SFNClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER });

/** Of the latest, beside those that are looked for: changes by others start this machine too. */
const MOST_OTHERS = 20;
/** The last events of an execution: an iteration of ours has about a dozen. */
const LAST_EVENTS = 50;

export interface FoundExecution {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
}

/** The execution that an event started. */
export async function findExecution(
  stateMachineArn: string,
  eventId: string,
): Promise<FoundExecution | undefined> {
  const found = await startedBy(stateMachineArn)([eventId]);
  return found.get(eventId);
}

/**
 * A look at the executions that events started, by the events' ids. EventBridge chooses their names, so inputs are
 * read, each once.
 */
export function startedBy(
  stateMachineArn: string,
): (eventIds: readonly string[]) => Promise<ReadonlyMap<string, FoundExecution>> {
  const eventOf = new Map<string, string | undefined>();
  return async (eventIds) => {
    const maxResults = 2 * eventIds.length + MOST_OTHERS;
    const list = new ListExecutionsCommand({ stateMachineArn, maxResults });
    const { executions = [] } = await reading('ListExecutions', () => client.send(list));
    const found = new Map<string, FoundExecution>();
    for (const { executionArn = '', name = '', status = '' } of executions) {
      if (!eventOf.has(executionArn)) {
        const describe = new DescribeExecutionCommand({ executionArn });
        const { input = '' } = await reading('DescribeExecution', () => client.send(describe));
        eventOf.set(
          executionArn,
          eventIds.find((id) => input.includes(`"${id}"`)),
        );
      }
      const eventId = eventOf.get(executionArn);
      if (eventId !== undefined && eventIds.includes(eventId))
        found.set(eventId, { executionArn, name, status });
      if (found.size === eventIds.length) break;
    }
    return found;
  };
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
