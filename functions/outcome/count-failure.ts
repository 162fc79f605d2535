import { isFailureOfOurs } from '../../core/outcome/is-failure-of-ours.ts';
import { emitMetrics } from '../task/emit-metrics.ts';

/** Counts, for the alarm, a request that fell short for a reason that the operator has to look at. */
export function countFailure(about: Parameters<typeof isFailureOfOurs>, now: string): void {
  if (isFailureOfOurs(...about)) emitMetrics({ FailuresOfOurs: 1 }, now);
}
