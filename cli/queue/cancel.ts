import { askToCancel } from '../../aws/ledger/operator-marks.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { Status } from '../command/command.ts';
import { say } from '../command/print.ts';
import { type Connection, describePlace, nextLine } from '../connect/connection.ts';

/** Stops a request before its next step. Its outcome is CANCELLED. */
export async function cancel(connection: Connection, record: StoredRequest, by: string): Promise<Status> {
  const { requestKey, request, outcome, cancelledBy, verification } = record;
  const { requestId } = request;
  if (outcome || !(await askToCancel(requestKey, by))) {
    say(
      `${requestId} has its outcome already (${outcome?.detailType ?? 'just decided'}): nothing was cancelled.`,
    );
    say(describePlace(connection));
    say(`Next, to read it: ${nextLine(connection, 'show', requestId)}`);
    return 1;
  }
  say(
    cancelledBy === undefined
      ? `${requestId} is marked as cancelled by ${by}.`
      : `${requestId} was marked as cancelled by ${cancelledBy} before; nothing changed.`,
  );
  say(describePlace(connection));
  if (verification) {
    say('Its share is done, and stays. Foliocast stops looking for the account within a minute.');
  } else {
    say('It stops before its next step. If it waits, it stops within a minute.');
    say('A share that already runs cannot be stopped. The outcome then says UNKNOWN.');
  }
  say(`Next, to see its outcome: ${nextLine(connection, 'show', requestId)}`);
  return 0;
}
