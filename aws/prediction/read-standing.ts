import type { Standing } from '../../core/reach/standing.ts';
import { RECIPIENT_TYPES } from '../../core/share/recipient.ts';
import { listPrincipals } from '../service-catalog/principals.ts';
import { listShares } from '../service-catalog/read-share.ts';

/** The shares and principals of a portfolio as Service Catalog lists them now. */
export async function readStanding(portfolioId: string): Promise<Standing> {
  const [principals, ...lists] = await Promise.all([
    listPrincipals(portfolioId),
    ...RECIPIENT_TYPES.map((type) => listShares(portfolioId, type)),
  ]);
  const shares = lists.flat().map(({ recipient, shareTagOptions, sharePrincipals }) => ({
    ...recipient,
    shareTagOptions,
    sharePrincipals,
  }));
  return { shares, principals };
}
