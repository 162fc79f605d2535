import { WRITE_REQUEST_HANDLER } from '../../aws/request-handler.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';

/**
 * A function outlives its execution: wait for the answer to its call as long as the function does, and some seconds more
 * in which it begins the call and records the answer. If the answer comes later, the effect is UNKNOWN.
 */
const IN_FLIGHT_MS = WRITE_REQUEST_HANDLER.requestTimeout + 10_000;

/** Whether a call of a stopped request may still be answered. */
export function isInFlight(
  { intent, principals, outcome, stoppedAt = '' }: StoredRequest,
  now: string,
): boolean {
  if (outcome) return false;
  if (principals?.isUnsettled) return Date.parse(now) - Date.parse(stoppedAt) < IN_FLIGHT_MS;
  return intent?.answer === 'UNANSWERED' && Date.parse(now) - Date.parse(intent.startedAt) < IN_FLIGHT_MS;
}
