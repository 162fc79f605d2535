import type { RequestRecord } from '../ledger/request-record.ts';
import type { CaughtError } from './failure-of.ts';
import { DEFECTS } from './is-defect.ts';
import { missingPermission } from './missing-permission.ts';
import type { Outcome } from './outcome.ts';

/**
 * Codes of failures that no requester can mend: a defect, a missing right, a ledger that does not answer, a run that
 * somebody ended.
 */
const OURS: readonly string[] = [...DEFECTS, 'ABORTED', 'ACCESS_DENIED', 'LEASE_LOST', 'LEDGER_UNAVAILABLE'];

/** Whether a request fell short for a reason that its operator has to look at. */
export function isFailureOfOurs(
  { detail }: Pick<Outcome, 'detail'>,
  record: Pick<RequestRecord, 'meansRefused'>,
  error: CaughtError | undefined,
): boolean {
  const isFailed = detail.failure !== undefined && OURS.includes(detail.failure.code);
  return isFailed || deniedCall(record, error) !== undefined;
}

/** What AWS said where it denied a call. A share may be there all the same, and some accounts lack it. */
export function deniedCall(
  { meansRefused }: Pick<RequestRecord, 'meansRefused'>,
  error: CaughtError | undefined,
): string | undefined {
  return [meansRefused, error?.Cause].find((said) => missingPermission(said ?? '') !== undefined);
}
