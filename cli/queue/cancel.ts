import { askToCancel } from '../../aws/ledger/operator-wishes.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { Status } from '../command/command.ts';
import { say } from '../command/print.ts';
import { type Connection, nextLine } from '../connect/connection.ts';

/** Stops a request before its next step; its sender is told by the outcome CANCELLED. */
export async function cancel(connection: Connection, record: StoredRequest, by: string): Promise<Status> {
  const { requestKey, request, outcome, cancelledBy, verification } = record;
  const { requestId } = request;
  if (outcome || !(await askToCancel(requestKey, by))) {
    say(
      `${requestId} has its outcome already (${outcome?.detailType ?? 'just decided'}): nothing was cancelled.`,
    );
    say(`Next, to read it: ${nextLine(connection, 'show', requestId)}`);
    return 1;
  }
  say(
    cancelledBy === undefined
      ? `${requestId} is marked as cancelled by ${by}.`
      : `${requestId} was marked as cancelled by ${cancelledBy} before; nothing changed.`,
  );
  if (verification) {
    say('Its share is done and stays: what ends, within a minute, is the look for the account.');
  } else {
    say('It stops before its next step; where it waits, the sweeper wakes it within a minute.');
    say('A share that is already running cannot be called back: the outcome then says UNKNOWN.');
  }
  say(`Next, to see its outcome: ${nextLine(connection, 'show', requestId)}`);
  return 0;
}
