import { findKeysByRequestId } from '../../aws/ledger/request-ids.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { AskedWrongly, NotDone } from '../command/failures.ts';
import { type Connection, nextLine } from '../connect/connection.ts';

/** As far as the reader names one. */
export interface Sender {
  readonly account: string | undefined;
  readonly source: string | undefined;
}

/** The request of an id. @throws NotDone if there is none, or more than one */
export async function findOne(
  { account, source }: Sender,
  connection: Connection,
  requestId: string,
): Promise<StoredRequest> {
  if ((account === undefined) !== (source === undefined))
    throw new AskedWrongly('Account and source name a sender together: expected both or neither.');
  const keys =
    account !== undefined && source !== undefined
      ? [requestKeyOf({ account, source }, requestId)]
      : await findKeysByRequestId(requestId);
  const found = (await Promise.all(keys.map(findRequest))).filter((record) => record !== undefined);
  const [request, another] = found;
  if (!request) {
    throw new NotDone(
      [
        `The ledger of stage ${connection.stage} holds no request ${requestId}.`,
        'One that version 0.1.0 accepted is found by its sender too: --account and --source.',
        'Else it is another id or stage, its event is on its way, or it was refused or could not be delivered.',
        `The latest requests: ${nextLine(connection, 'show')}`,
        `Events that could not be delivered: ${nextLine(connection, 'undelivered')}`,
      ].join('\n'),
    );
  }
  if (!another) return request;
  const senders = found.map(({ requester }) => `  account ${requester.account}, source ${requester.source}`);
  throw new NotDone(
    `${found.length} senders used ${requestId}. Name one by --account and --source (--from of approve):\n${senders.join('\n')}`,
  );
}
