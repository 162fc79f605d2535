import { findKeysByRequestId } from '../../aws/ledger/find-by-request-id.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { Refusal } from '../../sandbox/wire/refusal.ts';
import type { OperatorFlags } from './read-operator-flags.ts';

/** The one request that the command is about. @throws Refusal where there is none, or more than one */
export async function requestOf({ requestId = '', account, source }: OperatorFlags): Promise<StoredRequest> {
  const keys =
    account !== undefined && source !== undefined
      ? [requestKeyOf({ account, source }, requestId)]
      : await findKeysByRequestId(requestId);
  const found = (await Promise.all(keys.map(findRequest))).filter((record) => record !== undefined);
  const [request, another] = found;
  if (!request) throw new Refusal(`The ledger holds no request ${requestId}: check the id and the --stage.`);
  if (!another) return request;
  const senders = found.map(({ requester }) => `--account ${requester.account} --source ${requester.source}`);
  throw new Refusal(`${found.length} senders used ${requestId}. Add one of: ${senders.join(' | ')}`);
}
