import type { RequestRecord } from './request-record.ts';
import { secondsSince } from './seconds-since.ts';

type Aged = Pick<RequestRecord, 'request' | 'requestedAt' | 'acceptedAt' | 'approval'>;
type Begun = Pick<RequestRecord, 'request' | 'principals' | 'intent' | 'share'>;

/**
 * Whole seconds since somebody asked, by the event's own time: an event that lay undelivered for ten days is ten days
 * old. A time in the future counts as the time of acceptance. The time that approvers took does not count.
 */
export function ageSeconds({ requestedAt, acceptedAt, approval }: Omit<Aged, 'request'>, at: string): number {
  const asked = Math.min(orElse(Date.parse(requestedAt), Date.parse(acceptedAt)), Date.parse(acceptedAt));
  const age = Math.round((Date.parse(at) - asked) / 1000) - secondsWithApprovers(approval, at);
  return Math.max(0, age);
}

/** Whole seconds that a request has been at work: neither its approvers' time nor, once it was granted, its queue's. */
export function workingSeconds(
  record: Omit<Aged, 'request'> & Pick<RequestRecord, 'grantedAt'>,
  at: string,
): number {
  const { grantedAt } = record;
  const age = ageSeconds(record, at);
  return grantedAt === undefined ? age : Math.min(age, secondsSince(grantedAt, at));
}

/** Why a request has expired, in one sentence; `undefined` if it has not. What was begun in time is finished. */
export function whyExpired(record: Aged & Begun, at: string, oldestSeconds: number): string | undefined {
  const tooLate = whyTooLate(record, at);
  if (tooLate !== undefined || hasBegun(record)) return tooLate;
  const age = ageSeconds(record, at);
  if (age <= oldestSeconds) return undefined;
  return `request ${record.request.requestId} of ${record.requestedAt} is ${age} s old; the oldest allowed is ${oldestSeconds} s (share.oldestSeconds)`;
}

/** The same by `notAfter` alone: once a request has its turn, its age does not count any more. */
export function whyTooLate(record: Begun, at: string): string | undefined {
  const { requestId, notAfter } = record.request;
  if (notAfter === undefined || Date.parse(at) <= Date.parse(notAfter) || hasBegun(record)) return undefined;
  return `request ${requestId} was to be done by ${notAfter} (notAfter), or not at all`;
}

/**
 * Whether a call that does what was asked was made, or may have been. Principals alone are not yet a share, and a call
 * that found the share there had no effect.
 */
function hasBegun({ request, principals, intent, share }: Begun): boolean {
  if (request.action === 'DISASSOCIATE') {
    return principals !== undefined && (principals.isUnsettled === true || Boolean(principals.disassociated));
  }
  const mayHaveBegun = intent?.answer === 'UNANSWERED' || intent?.isDoubted === true;
  return mayHaveBegun || (share !== undefined && !share.isConfirmation);
}

/** In all rounds of the approval, the present one included. */
function secondsWithApprovers(approval: RequestRecord['approval'], at: string): number {
  if (!approval) return 0;
  const until = approval.decision?.decidedAt ?? at;
  const present = Math.max(0, Math.round((Date.parse(until) - Date.parse(approval.requestedAt)) / 1000));
  return (approval.waitedBeforeSeconds ?? 0) + present;
}

function orElse(ms: number, otherwise: number): number {
  return Number.isNaN(ms) ? otherwise : ms;
}
