import { readPortfolio } from '../../aws/service-catalog/read-portfolio.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';

type Found =
  | { readonly isOurs: true; readonly portfolioId: string; readonly displayName: string }
  /** A sentence without its full stop. */
  | { readonly isOurs: false; readonly why: string };

/** Whether a portfolio is the stack's own, so that this account knows and decides whom it is shared with. */
export async function findPortfolio(portfolioId: string, accountId: string): Promise<Found> {
  try {
    const { ownerAccountId, displayName } = await readPortfolio(portfolioId);
    if (ownerAccountId === undefined || ownerAccountId === accountId)
      return { isOurs: true, portfolioId, displayName };
    const why = `Portfolio ${portfolioId} is account ${ownerAccountId}'s, shared with this one: only there it is known whom it is shared with`;
    return { isOurs: false, why };
  } catch (error) {
    if (!(error instanceof FoliocastError) || !error.message.startsWith('PORTFOLIO_NOT_FOUND')) throw error;
    return { isOurs: false, why: `Portfolio ${portfolioId} is not in this account and Region` };
  }
}
