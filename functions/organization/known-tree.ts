import type { Logger } from '@aws-lambda-powertools/logger';
import { findTree, keepTree } from '../../aws/ledger/kept-tree.ts';
import { listOrganizationAccounts } from '../../aws/organizations/list-organization-accounts.ts';
import type { OrganizationTree } from '../../core/organization/organization-tree.ts';

/** Twenty accounts a page. A decision reads so much itself if no tree was kept yet. */
const MOST_PAGES = 25;

/** After a failure, not every request tries again. */
const NOT_AGAIN_WITHIN_MS = 300_000;
let failedAtMs = Number.NEGATIVE_INFINITY;

/**
 * The organization's tree as it was kept last. If none was kept yet, a small organization is read here; a large one by
 * its schedule.
 */
export async function knownTree(
  now: string,
  logger: Pick<Logger, 'warn'>,
): Promise<OrganizationTree | undefined> {
  const kept = await findTree();
  if (kept) return kept;
  const nowMs = Date.parse(now);
  if (nowMs - failedAtMs < NOT_AGAIN_WITHIN_MS) return undefined;
  try {
    const accounts = await listOrganizationAccounts(nowMs, nowMs, MOST_PAGES);
    if (!accounts) return undefined;
    const tree = { readAt: now, accounts };
    await keepTree(tree);
    return tree;
  } catch (error) {
    failedAtMs = nowMs;
    // It only counts whom a request reaches: no reason to fail.
    logger.warn('The organization could not be read', { error: String(error) });
    return undefined;
  }
}
