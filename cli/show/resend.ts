import { askToResend } from '../../aws/ledger/operator-marks.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import type { Status } from '../command/command.ts';
import { say } from '../command/print.ts';
import { type Connection, nextLine } from '../connect/connection.ts';

/** Has the stored outcome emitted once more, under the same outcomeId and marked as a repeat. */
export async function resend(connection: Connection, record: StoredRequest, by: string): Promise<Status> {
  const { requestKey, request, outcome } = record;
  const { requestId } = request;
  if (!outcome) {
    say(`${requestId} has no outcome yet: there is nothing to resend.`);
    say(`Next, to see where it is: ${nextLine(connection, 'show', requestId)}`);
    return 1;
  }
  if (!(await askToResend(requestKey, by))) {
    say(
      `The outcome of ${requestId} was never put on the bus; the sweeper does so within a minute or two by itself.`,
    );
    say('If it does not: look at the alarm on the sweeper, and at its log.');
    return 1;
  }
  say(`The outcome of ${requestId} is put on the bus again within a minute:`);
  say(`  ${outcome.detailType}, ${outcome.detail.outcomeId}`);
  say('It carries delivery.repeat true, so that a receiver who had it before does nothing.');
  return 0;
}
