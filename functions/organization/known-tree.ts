import type { Logger } from '@aws-lambda-powertools/logger';
import { findTree, keepTree } from '../../aws/ledger/kept-tree.ts';
import { listOrganizationAccounts } from '../../aws/organizations/list-organization-accounts.ts';
import type { OrganizationTree } from '../../core/organization/organization-tree.ts';

/** Twenty accounts a page: what is read beside a decision, where nothing was kept yet. */
const MOST_PAGES = 25;

/** Not again for each request, until the schedule has read it. */
const NOT_AGAIN_WITHIN_MS = 300_000;
let failedAtMs = Number.NEGATIVE_INFINITY;

/** The organization as it was kept last. A small one is read here where it never was; a large one by its schedule. */
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
