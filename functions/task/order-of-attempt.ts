/** Which attempt at a state of the machine this is, as the machine counts. */
export interface Attempt {
  readonly state: { readonly EnteredTime: string; readonly RetryCount?: number };
  readonly redrives: number;
}

/**
 * A text that is greater for each later attempt. Two Lambdas' clocks may differ by more than a retry waits.
 * @param attempt absent in executions of earlier definitions
 * @param now ISO 8601: then the clock has to do
 */
export function orderOfAttempt(attempt: Attempt | undefined, now: string): string {
  if (!attempt) return now;
  const { EnteredTime, RetryCount = 0 } = attempt.state;
  return [new Date(EnteredTime).toISOString(), inOrder(attempt.redrives), inOrder(RetryCount)].join(' ');
}

function inOrder(count: number): string {
  return `${count}`.padStart(5, '0');
}
