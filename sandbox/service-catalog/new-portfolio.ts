import type { Catalog } from './catalog.ts';
import { newListings } from './listings.ts';
import type { Portfolio } from './portfolio.ts';
import { PortfolioAccess } from './portfolio-access.ts';

type Given = Omit<
  Portfolio,
  'constraints' | 'principals' | 'accountShares' | 'nodeShares' | 'access' | 'listings'
>;

/** A portfolio that nobody has yet. */
export function newPortfolio(
  catalog: Pick<Catalog, 'agenda' | 'order' | 'settings'>,
  given: Given,
): Portfolio {
  const access = new PortfolioAccess(catalog.order);
  return {
    ...given,
    constraints: [],
    principals: new Map(),
    accountShares: new Map(),
    nodeShares: new Map(),
    access,
    listings: newListings(catalog, access),
  };
}
