import type { Catalog } from './catalog.ts';
import { shareActionRunning } from './errors.ts';
import type { NodeShare, Portfolio } from './portfolio.ts';
import { isRunning } from './share-action.ts';

/**
 * One share action at a time: within the scope that the scenario sets, since AWS documents none, and on one share
 * in any case.
 * @throws ServiceError `InvalidStateException`, or as the scenario says
 */
export function requireNodeShareFree(
  catalog: Catalog,
  portfolio: Portfolio,
  share: NodeShare | undefined,
): void {
  if (catalog.actions.runningBeside(portfolio) || (share && isRunning(share.lastAction))) {
    throw shareActionRunning(catalog);
  }
}
