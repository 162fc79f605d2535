import { findRefusal } from '../../aws/find-refusal.ts';
import { findKeysByRequestId } from '../../aws/ledger/request-ids.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { AskedWrongly, NotDone } from '../command/failures.ts';
import { type Connection, machineArn, nextLine } from '../connect/connection.ts';

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
    throw new AskedWrongly(
      'Account and source name a sender together: expected --account and --source (--from of approve), or neither.',
    );
  const keys =
    account !== undefined && source !== undefined
      ? [requestKeyOf({ account, source }, requestId)]
      : await findKeysByRequestId(requestId);
  const found = (await Promise.all(keys.map(findRequest))).filter((record) => record !== undefined);
  const [request, another] = found;
  if (!request) {
    const machine = machineArn(connection, 'share-portfolio');
    const refusal = await findRefusal(machine, requestId, { account, source });
    if (refusal)
      throw new NotDone(
        `${requestId} was refused, ${refusal.code}: ${refusal.cause}\nTo do: ${refusal.whatToDo}`,
      );
    throw new NotDone(
      [
        `The ledger of stage ${connection.stage} holds no request ${requestId}, and none of the latest hundred events was refused under that id.`,
        'It has another id or stage, its event is on its way or could not be delivered, or it was refused longer ago.',
        `The latest requests: ${nextLine(connection, 'show')}`,
        `Events that could not be delivered: ${nextLine(connection, 'undelivered')}`,
        'A request of version 0.1.0 is found with its sender alone: --account and --source (--from of approve).',
      ].join('\n'),
    );
  }
  if (!another) return request;
  const senders = found.map(({ requester }) => `  account ${requester.account}, source ${requester.source}`);
  throw new NotDone(
    `${found.length} senders used ${requestId}. Name one by --account and --source (--from of approve):\n${senders.join('\n')}`,
  );
}
