import type { Caller } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { portfolioNotFound } from './errors.ts';
import type { Portfolio } from './portfolio.ts';

/**
 * The caller's own portfolio in the caller's Region.
 * @throws ServiceError `ResourceNotFoundException`
 */
export function ownPortfolio(catalog: Catalog, caller: Caller, id: string): Portfolio {
  const portfolio = catalog.portfolios.get(id);
  if (portfolio?.accountId !== caller.accountId || portfolio.region !== caller.region) {
    throw portfolioNotFound(id);
  }
  return portfolio;
}

/**
 * The caller's own portfolio or one that is shared with the caller, by a node or by an accepted account share.
 * @throws ServiceError `ResourceNotFoundException`
 */
export function visiblePortfolio(catalog: Catalog, caller: Caller, id: string): Portfolio {
  const portfolio = catalog.portfolios.get(id);
  if (
    portfolio?.region !== caller.region ||
    !(portfolio.accountId === caller.accountId || isImported(portfolio, caller.accountId))
  ) {
    throw portfolioNotFound(id);
  }
  return portfolio;
}

function isImported(portfolio: Portfolio, accountId: string): boolean {
  return portfolio.accountShares.get(accountId)?.isAccepted === true || portfolio.access.hasByNode(accountId);
}
