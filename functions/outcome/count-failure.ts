import { isFailureOfOurs } from '../../core/outcome/is-failure-of-ours.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import { emitMetrics } from '../task/emit-metrics.ts';

/** For the alarm: a request that failed for a reason of ours or of permissions. Twice where it is decided twice. */
export function countFailure(outcome: Outcome, now: string): void {
  if (isFailureOfOurs(outcome)) emitMetrics({ FailuresOfOurs: 1 }, now);
}
