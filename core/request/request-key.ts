import { digestOf } from '../digest.ts';
import type { Requester, ShareRequest } from './share-request.ts';

/**
 * The name of a request in the ledger, the queue and the logs. It is short, and fit for a key whatever characters the
 * sender's id has.
 */
export function requestKeyOf({ account, source }: Requester, requestId: string): string {
  return `req-${digestOf([account, source, requestId]).slice(0, 24)}`;
}

/**
 * Same request, same outcome id: an outcome can be emitted twice, but never under two names. An id that is used again,
 * once the ledger has forgotten it, is another request: its number tells. Version 0.1.0 gave none.
 */
export function outcomeIdOf(requestKey: string, number: number | undefined): string {
  const id = requestKey.replace(/^req-/, 'out-');
  return number === undefined ? id : `${id}-${number}`;
}

/** Tells whether two requests under one id ask for the same thing: an id and its ARN are the same node. */
export function contentHashOf({ nodeArn: _, ...request }: ShareRequest): string {
  return digestOf(request);
}
