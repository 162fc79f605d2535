import { GetExecutionHistoryCommand, type HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';
import { awsNameOf, reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

const client = new SFNClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER });

/** 1,000 events a page; an execution holds 25,000. */
const MOST_PAGES = 25;

/** GetExecutionHistory, the oldest first; `undefined` 90 days after the end, when Step Functions has forgotten it. */
export async function readHistory(executionArn: string): Promise<HistoryEvent[] | undefined> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const command = new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000, nextToken });
      const answer = await reading('GetExecutionHistory', () => client.send(command));
      events.push(...(answer.events ?? []));
      nextToken = answer.nextToken;
      if (!nextToken) break;
    }
    return events;
  } catch (error) {
    if (awsNameOf(error) === 'ExecutionDoesNotExist') return undefined;
    throw error;
  }
}
