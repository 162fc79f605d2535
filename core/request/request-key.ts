import { digestOf } from '../digest.ts';
import type { Requester, ShareRequest } from './share-request.ts';

/**
 * The name of a request in the ledger, the queue and the logs. It is short, and fit for a key whatever characters the
 * sender's id has.
 */
export function requestKeyOf({ account, source }: Requester, requestId: string): string {
  return `req-${digestOf([account, source, requestId]).slice(0, 24)}`;
}

/** Same request, same outcome id: an outcome can be emitted twice, but never under two names. */
export function outcomeIdOf(requestKey: string): string {
  return requestKey.replace(/^req-/, 'out-');
}

/** Tells whether two requests under one id ask for the same thing: an id and its ARN are the same node. */
export function contentHashOf({ nodeArn: _, ...request }: ShareRequest): string {
  return digestOf(request);
}
