import { MOST_PORTFOLIOS } from '../../events/reconciliation-requested.ts';
import type { Run } from './run.ts';

/**
 * What one run cannot hold, by the limits of Step Functions, becomes runs of its own. They begin together, so each is
 * told of the others: each by itself would keep to the rate of calls, and together they would be throttled.
 * @returns the details of the events that start them
 */
export function otherRuns(
  { runId, dryRun, checkAccounts, maxRepairs, requestedBy }: Run,
  portfolioIds: readonly string[],
  runsBeside: number,
): object[] {
  const count = Math.max(0, Math.ceil(portfolioIds.length / MOST_PORTFOLIOS) - 1);
  return Array.from({ length: count }, (_, at) => ({
    portfolioIds: portfolioIds.slice((at + 1) * MOST_PORTFOLIOS, (at + 2) * MOST_PORTFOLIOS),
    dryRun,
    checkAccounts,
    runsBeside: count + runsBeside,
    part: `${runId}-${at + 2}`,
    ...(maxRepairs !== undefined && { maxRepairs }),
    ...(requestedBy !== undefined && { requestedBy }),
  }));
}
