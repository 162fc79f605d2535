import type { Operation, WireValue } from '../wire/service.ts';
import { SortedIds } from '../wire/sorted-ids.ts';
import type { Catalog } from './catalog.ts';
import { ownPortfolio } from './find-portfolio.ts';
import { type InputOf, operation, page } from './operation.ts';
import type { OrganizationNodeType, Portfolio } from './portfolio.ts';

type ShareType = InputOf<'DescribePortfolioShares'>['Type'];

/**
 * The shares of one type with their flags. ACCOUNT means account to account; the node type ACCOUNT is called
 * ORGANIZATION_MEMBER_ACCOUNT here. Shares to nodes are always accepted (API reference, PortfolioShareDetail).
 */
export function describePortfolioShares(catalog: Catalog): Operation {
  return operation(catalog, 'DescribePortfolioShares', (input, caller) => {
    const portfolio = ownPortfolio(catalog, caller, input.PortfolioId);
    const recipients = new SortedIds(recipientIds(portfolio, input.Type));
    const list = `DescribePortfolioShares ${portfolio.id} ${input.Type}`;
    const { ids, nextToken } = page(catalog, list, recipients, input);
    return {
      PortfolioShareDetails: ids.map((id) => shareDetail(portfolio, input.Type, id)),
      NextPageToken: nextToken,
    };
  });
}

const NODE_TYPES: Readonly<Record<Exclude<ShareType, 'ACCOUNT'>, OrganizationNodeType>> = {
  ORGANIZATION: 'ORGANIZATION',
  ORGANIZATIONAL_UNIT: 'ORGANIZATIONAL_UNIT',
  ORGANIZATION_MEMBER_ACCOUNT: 'ACCOUNT',
};

function recipientIds(portfolio: Portfolio, type: ShareType): string[] {
  if (type === 'ACCOUNT') {
    return [...portfolio.accountShares.keys()].sort();
  }
  const nodes = [...portfolio.nodeShares.values()].map(({ node }) => node);
  return nodes.flatMap((node) => (node.type === NODE_TYPES[type] ? node.id : [])).sort();
}

function shareDetail(portfolio: Portfolio, type: ShareType, recipientId: string): WireValue {
  const share =
    type === 'ACCOUNT' ? portfolio.accountShares.get(recipientId) : portfolio.nodeShares.get(recipientId);
  return {
    PrincipalId: recipientId,
    Type: type,
    Accepted: share !== undefined && 'isAccepted' in share ? share.isAccepted : true,
    ShareTagOptions: share?.shareTagOptions ?? false,
    SharePrincipals: share !== undefined && 'sharePrincipals' in share && share.sharePrincipals,
  };
}
