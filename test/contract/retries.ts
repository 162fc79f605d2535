import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface RetryPolicy {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
}

/** The retry policies of statemachines/retries.yml, by name. */
export function retryPolicies(): ReadonlyMap<string, RetryPolicy> {
  const written = parse(readFileSync('statemachines/retries.yml', 'utf8'), { merge: true });
  return new Map(Object.entries<RetryPolicy>(written).filter(([, { ErrorEquals }]) => ErrorEquals));
}

export function retryPolicy(name: string): RetryPolicy {
  const policy = retryPolicies().get(name);
  if (!policy) throw new Error(`statemachines/retries.yml has no policy ${name}`);
  return policy;
}

/** Seconds of all pauses, none of which jitter has shortened. */
export function longestPauses(policy: RetryPolicy): number {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds, MaxAttempts } = policy;
  const pauses = Array.from({ length: MaxAttempts }, (_, at) =>
    Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** at),
  );
  return Math.round(pauses.reduce((sum, pause) => sum + pause, 0));
}
