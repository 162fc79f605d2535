import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { listKeys } from './queries.ts';
import { getItem, updateItem } from './table.ts';

/** The name in the sparse index for every portfolio that had a wanted share at some time. */
const PORTFOLIO = 'PORTFOLIO';

/**
 * From now on reconciliation looks at the portfolio. Harmless when repeated.
 * @param adopted principals that are there on day one: reconciliation must not report them every night
 */
export async function knowPortfolio(
  portfolioId: string,
  adopted?: readonly RequestedPrincipal[],
): Promise<void> {
  await updateItem(
    { pk: `PORTFOLIO#${portfolioId}`, sk: 'PORTFOLIO' },
    {
      update: `SET #work = :work, workAt = :id${adopted ? ', adoptedPrincipals = :principals' : ''}`,
      names: { '#work': 'work' },
      values: { ':work': PORTFOLIO, ':id': portfolioId, ...(adopted && { ':principals': adopted }) },
    },
  );
}

/** Whether a share of it was ever kept. */
export async function isKnownPortfolio(portfolioId: string): Promise<boolean> {
  return (await getItem({ pk: `PORTFOLIO#${portfolioId}`, sk: 'PORTFOLIO' })) !== undefined;
}

/** Ids of all portfolios that a share was ever kept of, in order; eventually consistent, as the index is. */
export async function listKnownPortfolios(): Promise<string[]> {
  const keys = await listKeys(PORTFOLIO);
  return keys.map(({ pk }) => pk.replace(/^PORTFOLIO#/, ''));
}
