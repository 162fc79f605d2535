import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { latestKeys, queryPartition } from './queries.ts';
import { findRequest } from './requests.ts';
import { putItem } from './table.ts';

/** In the index `work`: every request that was accepted, by the time when it was. */
const ACCEPTED = 'ACCEPTED';

/**
 * An item beside the request, for the commands: it leads from the request's id, and from the time when it was
 * accepted, to its key. Safe to repeat: every attempt puts the same.
 * @param expiresAt seconds since 1970, not before the request itself
 */
export function noteRequestId(
  { requestKey, request, acceptedAt }: Pick<RequestRecord, 'requestKey' | 'request' | 'acceptedAt'>,
  expiresAt: number,
): Promise<void> {
  return putItem({
    pk: pkOf(request.requestId),
    sk: requestKey,
    work: ACCEPTED,
    workAt: acceptedAt,
    expiresAt,
  });
}

/** Keys of the requests under this id, of whatever sender. Those that version 0.1.0 accepted are not among them. */
export async function findKeysByRequestId(requestId: string): Promise<string[]> {
  return (await queryPartition(pkOf(requestId), '')).map(({ sk }) => sk);
}

/** Requests, the latest first, some at a time. Requests that have expired are left out. */
export async function* latestRequests(): AsyncGenerator<StoredRequest[]> {
  for await (const keys of latestKeys(ACCEPTED)) {
    const records = await Promise.all(keys.map(({ sk }) => findRequest(sk)));
    yield records.filter((record) => record !== undefined);
  }
}

function pkOf(requestId: string): string {
  return `REQUESTID#${requestId}`;
}
