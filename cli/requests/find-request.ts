import { findKeysByRequestId } from '../../aws/ledger/find-by-request-id.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { AskedWrongly, NotDone } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { type Connection, nextLine } from '../connect/connection.ts';

/** The one request of an id. @throws NotDone where there is none, or more than one */
export async function findOne(
  given: Given,
  connection: Connection,
  requestId: string,
): Promise<StoredRequest> {
  const [account, source] = [given.text('account'), given.text('source')];
  if ((account === undefined) !== (source === undefined))
    throw new AskedWrongly('--account and --source name a sender together: expected both or neither.');
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
        'It is another id or stage, its event is on its way, or it was refused or could not be delivered.',
        `The latest requests: ${nextLine(connection, 'show')}`,
        `Events that could not be delivered: ${nextLine(connection, 'undelivered')}`,
      ].join('\n'),
    );
  }
  if (!another) return request;
  const senders = found.map(
    ({ requester }) => `  --account ${requester.account} --source ${requester.source}`,
  );
  throw new NotDone(`${found.length} senders used ${requestId}. Add one of:\n${senders.join('\n')}`);
}
