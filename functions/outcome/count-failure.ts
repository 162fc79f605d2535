import { isOurs } from '../../core/outcome/is-ours.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import { emitMetrics } from '../task/emit-metrics.ts';

/** For the alarm: a request that failed for a reason of ours or of permissions. Twice where it is decided twice. */
export function countFailure(outcome: Outcome, now: string): void {
  if (isOurs(outcome)) emitMetrics({ FailuresOfOurs: 1 }, now);
}
