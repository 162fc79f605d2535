import type { Outcome } from './outcome.ts';

/**
 * Codes of failures that no requester can mend: a defect, a missing right, a ledger that does not answer, a run that
 * somebody ended.
 */
const OURS: readonly string[] = [
  'ABORTED',
  'ACCESS_DENIED',
  'INTERNAL_ERROR',
  'LEASE_LOST',
  'LEDGER_UNAVAILABLE',
  'PERMISSION_MISSING',
];

/** Whether a request failed for a reason that its operator has to look at. */
export function isFailureOfOurs({ detail }: Pick<Outcome, 'detail'>): boolean {
  return detail.failure !== undefined && OURS.includes(detail.failure.code);
}
