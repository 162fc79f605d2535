import { instantOf } from '../../core/instant.ts';
import { describeProblem, quoteValue } from '../../core/problem.ts';
import {
  parseReconciliationRequest,
  RECONCILIATION_REQUESTED,
  type ReconciliationRequest,
} from '../../events/reconciliation-requested.ts';
import { asObject } from '../task/as-object.ts';

/** What the event that started a run asks for. */
export type Trigger =
  | { readonly trigger: 'SCHEDULE' }
  | { readonly trigger: 'REQUEST'; readonly request: ReconciliationRequest }
  | {
      readonly trigger: 'CHANGE';
      readonly portfolioId: string;
      readonly eventName: string;
      readonly sharedWith?: string;
      /** ISO 8601. */
      readonly happenedAt?: string;
    }
  | { readonly trigger: 'REFUSED'; readonly why: string }
  | { readonly trigger: 'IGNORED'; readonly why: string };

/** Reads the event that started the machine. A rule sent it, or somebody started the machine by hand with any input. */
export function readTrigger(event: unknown, ownAccount: string): Trigger {
  const { 'detail-type': detailType, account, detail } = asObject(event);
  switch (detailType) {
    case 'Scheduled Event':
      return { trigger: 'SCHEDULE' };
    case RECONCILIATION_REQUESTED:
      if (account !== ownAccount) {
        return {
          trigger: 'REFUSED',
          why: `account is ${quoteValue(account)}: expected the account of the stack`,
        };
      }
      return readRequest(detail);
    case 'AWS API Call via CloudTrail':
      return readCall(asObject(detail));
    default:
      return {
        trigger: 'REFUSED',
        why: `detail-type is ${quoteValue(detailType)}: expected ${RECONCILIATION_REQUESTED}`,
      };
  }
}

function readRequest(detail: unknown): Trigger {
  const parsed = parseReconciliationRequest(detail);
  return parsed.ok
    ? { trigger: 'REQUEST', request: parsed.request }
    : { trigger: 'REFUSED', why: parsed.problems.map(describeProblem).join('; ') };
}

/** Reads CloudTrail's record of a call; the rule leaves out what our own roles did. A failed call has an errorCode. */
function readCall(detail: Readonly<Record<string, unknown>>): Trigger {
  const { eventName, errorCode, eventTime, requestParameters } = detail;
  const { portfolioId, organizationNode, accountId } = asObject(requestParameters);
  const sharedWith = asObject(organizationNode).value ?? accountId;
  const happenedAt = instantOf(eventTime);
  if (errorCode !== undefined)
    return { trigger: 'IGNORED', why: `the call failed with ${quoteValue(errorCode)}` };
  if (typeof portfolioId !== 'string')
    return { trigger: 'IGNORED', why: `${quoteValue(eventName)} names no portfolio` };
  return {
    trigger: 'CHANGE',
    portfolioId,
    eventName: typeof eventName === 'string' ? eventName : 'an unnamed call',
    ...(typeof sharedWith === 'string' && { sharedWith }),
    ...(happenedAt !== undefined && { happenedAt }),
  };
}
