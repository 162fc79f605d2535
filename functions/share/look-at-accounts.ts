import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { listShareEntries } from '../../aws/ledger/shares.ts';
import { listPortfolioAccess } from '../../aws/service-catalog/list-access.ts';
import { accountsOfTwoPaths } from '../../core/ledger/two-paths.ts';
import type { Turn } from '../lease/hold-lease.ts';
import { taskHandler } from '../task/task-handler.ts';

/**
 * After UNSHARE, looks again at accounts that had the portfolio by two paths: they may have lost it altogether. The
 * outcome names them, and those without access. DISASSOCIATE takes no path away. Best effort: the share is gone in any
 * case.
 */
export const handler = taskHandler(async ({ requestKey }: Turn, { logger }): Promise<void> => {
  const { request } = await readRequest(requestKey);
  if (request.action !== 'UNSHARE') return;
  const twoPaths = accountsOfTwoPaths(await listShareEntries(request.portfolioId));
  if (twoPaths.count === 0) return;
  // Recorded before the look: if the look fails, the outcome still names them.
  await recordProgress(requestKey, { twoPaths });
  const access = new Set(await listPortfolioAccess(request.portfolioId));
  const withoutAccess = twoPaths.accounts.filter((accountId) => !access.has(accountId));
  await recordProgress(requestKey, { twoPaths: { ...twoPaths, withoutAccess } });
  logger.info('Looked again at accounts of two paths', { count: twoPaths.count, withoutAccess });
});
