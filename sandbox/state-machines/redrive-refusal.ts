import type { Execution } from './execution.ts';

/** After its end; source of this and of the sentences: Step Functions API reference, DescribeExecution. */
const redrivableMs = 14 * 86_400_000;
const mostEventsBefore = 24_999;

/** Why an execution cannot be redriven; `undefined` where it can. */
export function redriveRefusal({ status, stopDate, history }: Execution, now: number): string | undefined {
  switch (status) {
    case 'RUNNING':
      return 'Execution is RUNNING and cannot be redriven';
    case 'SUCCEEDED':
      return 'Execution is SUCCEEDED and cannot be redriven';
    case 'FAILED':
    case 'ABORTED':
    case 'TIMED_OUT':
      if (history.length >= mostEventsBefore) return 'Execution history event limit exceeded';
      return now - (stopDate ?? now) > redrivableMs ? 'Execution redrivable period exceeded' : undefined;
    default:
      return status satisfies never;
  }
}
