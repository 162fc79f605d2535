import { setTimeout as pause } from 'node:timers/promises';
import { readHistory } from '../../aws/execution-history.ts';
import { readRefusal } from '../../aws/find-refusal.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { Started } from '../../aws/started-executions.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { NotDone } from '../command/failures.ts';
import { type Connection, nextLine } from '../connect/connection.ts';
import { describeState, lineOf } from '../timeline/describe-state.ts';

/** How often to look. Often at first: in a sandbox hours take seconds. */
const FIRST_LOOK_MS = 200;
const MOST_BETWEEN_LOOKS_MS = 5_000;
/** If the ledger does not have the request by then, look for a refusal. */
const ACCEPTED_SOON_MS = 1_500;
/** If the ledger does not have the request by then, it will not be accepted any more. */
const ACCEPTED_WITHIN_MS = 60_000;

export interface Following {
  readonly requestKey: string;
  readonly requestId: string;
  /** Of the event that was put. */
  readonly eventId: string;
  /** Of the share machine, from before the event was put. */
  readonly started: Started;
  readonly timeoutMs: number;
  /** Each step, as it is seen. */
  readonly onLine: (line: string) => void;
}

/**
 * Follows a request that was put until it has its outcome.
 * @throws NotDone if it was refused, was not accepted, or has no outcome in time
 */
export async function followRequest(connection: Connection, following: Following): Promise<StoredRequest> {
  const { requestKey, requestId, eventId, started, timeoutMs, onLine } = following;
  const startedAt = performance.now();
  let told = 0;
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 1.2, MOST_BETWEEN_LOOKS_MS)) {
    await pause(wait);
    const waitedMs = performance.now() - startedAt;
    const record = await findRequest(requestKey);
    if (record) {
      told = await tellNewSteps(record, told, onLine);
      if (record.outcome) return record;
    } else if (waitedMs > ACCEPTED_SOON_MS) {
      const execution = (await started([eventId])).get(eventId);
      const refusal = execution && (await readRefusal(execution.executionArn));
      if (refusal)
        throw new NotDone(`Refused, ${refusal.code}: ${refusal.cause}\nTo do: ${refusal.whatToDo}`);
    }
    if (!record && waitedMs > Math.min(ACCEPTED_WITHIN_MS, timeoutMs))
      throw new NotDone(
        [
          `${requestId} was not accepted within ${Math.round(waitedMs / 1000)} s, and not refused (event ${eventId}).`,
          `See whether its event could not be delivered: ${nextLine(connection, 'undelivered')}`,
        ].join('\n'),
      );
    if (waitedMs > timeoutMs)
      throw new NotDone(
        `${requestId} has no outcome yet; it goes on without this command.\nTo see it: ${nextLine(connection, 'show', requestId)}`,
      );
  }
}

async function tellNewSteps(
  { executionArn, acceptedAt }: StoredRequest,
  told: number,
  onLine: (line: string) => void,
): Promise<number> {
  const history = (await readHistory(executionArn)) ?? [];
  const begin = history[0]?.timestamp?.getTime() ?? Date.parse(acceptedAt);
  for (const event of history.slice(told)) {
    const step = describeState(event);
    if (step) onLine(lineOf((event.timestamp?.getTime() ?? begin) - begin, step));
  }
  return Math.max(told, history.length);
}
