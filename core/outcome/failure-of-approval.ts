import type { RequestRecord } from '../ledger/request-record.ts';
import { type CaughtError, type Failure, makeFailure } from './failure-of.ts';

/**
 * The failure of a request that nobody said yes to. It comes from the ledger, so it does not depend on how the
 * execution ended.
 */
export function failureOfApproval(
  { approval, phase }: RequestRecord,
  error: CaughtError | undefined,
): Failure | undefined {
  if (!approval) return undefined;
  const { approvalId, decision, expiresAt } = approval;
  if (decision?.decision === 'REJECTED') {
    const reason = decision.reason === undefined ? 'no reason given' : decision.reason;
    const sentence = `${decision.by} (account ${decision.account}, source ${decision.source}) rejected ${approvalId}`;
    return makeFailure('APPROVAL_REJECTED', `${sentence}: ${reason}`);
  }
  if (phase === 'AWAITING_APPROVAL' && error?.Error === 'States.Timeout' && !decision) {
    return makeFailure('APPROVAL_TIMED_OUT', `nobody decided ${approvalId} until ${expiresAt}`);
  }
  return undefined;
}
