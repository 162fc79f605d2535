import { describeExecution, type Execution } from '../../aws/executions.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';

/** DescribeExecution is eventually consistent: for so long it may not know an execution that runs already. */
const NOT_YET_KNOWN_MS = 5 * 60_000;

/** The status of a request's execution; one that cannot be gone yet counts as running. */
export async function statusOf(
  { executionArn, acceptedAt }: RequestRecord,
  now: string,
): Promise<Execution['status']> {
  const { status } = await describeExecution(executionArn);
  const isYoung = Date.parse(now) - Date.parse(acceptedAt) < NOT_YET_KNOWN_MS;
  return status === 'GONE' && isYoung ? 'RUNNING' : status;
}
