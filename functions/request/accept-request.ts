import { taskHandler } from '../task/task-handler.ts';
import { type Admission, admitEvent } from './admit-event.ts';
import { readIncomingEvent } from './incoming-event.ts';

interface Input {
  readonly event: unknown;
  readonly executionArn: string;
}

/** What becomes of an event is decided here; `requestKey` leads to all the rest in the ledger. */
export const handler = taskHandler(
  ({ event, executionArn }: Input, task): Promise<Admission> => admitEvent(event, executionArn, task),
  ({ event }) => ({ requestId: readIncomingEvent(event, '', '').requestId }),
);
