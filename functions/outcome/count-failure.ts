import { isFailureOfOurs } from '../../core/outcome/is-failure-of-ours.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import { emitMetrics } from '../task/emit-metrics.ts';

/** Counts, for the alarm, a request that failed for a reason that the operator has to look at. */
export function countFailure(outcome: Outcome, now: string): void {
  if (isFailureOfOurs(outcome)) emitMetrics({ FailuresOfOurs: 1 }, now);
}
