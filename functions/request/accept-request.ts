import { taskHandler } from '../task/task-handler.ts';
import { type Admission, admitEvent } from './admit-event.ts';
import { readIncomingEvent } from './incoming-event.ts';

interface Input {
  readonly event: unknown;
  readonly executionArn: string;
}

/** Decides what becomes of an event. `requestKey` leads to everything else in the ledger. */
export const handler = taskHandler(
  ({ event, executionArn }: Input, task): Promise<Admission> => admitEvent(event, executionArn, task),
  ({ event }) => ({ requestId: readIncomingEvent(event, '', '').requestId }),
);
