import type { Operation, WireValue } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { ownPortfolio } from './find-portfolio.ts';
import { type InputOf, operation, page } from './operation.ts';
import type { ListedShare } from './portfolio.ts';
import { formOf } from './recipient-form.ts';

type ShareType = InputOf<'DescribePortfolioShares'>['Type'];

/**
 * The shares of one type with their flags. ACCOUNT means account to account; the node type ACCOUNT is called
 * ORGANIZATION_MEMBER_ACCOUNT here. Shares to nodes are always accepted (API reference, PortfolioShareDetail).
 */
export function describePortfolioShares(catalog: Catalog): Operation {
  return operation(catalog, 'DescribePortfolioShares', (input, caller) => {
    const { id, listings } = ownPortfolio(catalog, caller, input.PortfolioId);
    const shown = new Map(
      [...listings.shares.entries()].filter(([, share]) => typesOf(catalog, share).includes(input.Type)),
    );
    const list = `DescribePortfolioShares ${id} ${input.Type}`;
    const { ids, nextToken } = page(catalog, list, [...shown.keys()], input);
    const shares = ids.flatMap((key) => shown.get(key) ?? []);
    return {
      PortfolioShareDetails: shares.map((share) => shareDetail(catalog, input.Type, share)),
      NextPageToken: nextToken,
    };
  });
}

/** Under which types the share is listed. */
function typesOf({ organization, settings }: Catalog, { recipient: { type, id } }: ListedShare): ShareType[] {
  switch (type) {
    case 'ORGANIZATION':
    case 'ORGANIZATIONAL_UNIT':
      return [type];
    case 'ACCOUNT':
      return typesUnder(settings.undocumented.nodeAccountListedUnder);
    case 'EXTERNAL_ACCOUNT':
      return organization.account(id)
        ? typesUnder(settings.undocumented.memberShareListedUnder)
        : ['ACCOUNT'];
    default:
      return type satisfies never;
  }
}

function typesUnder(listedUnder: 'ACCOUNT' | 'ORGANIZATION_MEMBER_ACCOUNT' | 'BOTH'): ShareType[] {
  return listedUnder === 'BOTH' ? ['ACCOUNT', 'ORGANIZATION_MEMBER_ACCOUNT'] : [listedUnder];
}

function shareDetail(catalog: Catalog, type: ShareType, share: ListedShare): WireValue {
  return {
    PrincipalId: formOf(catalog, 'recipientInShares', share.recipient.id),
    Type: type,
    Accepted: share.isAccepted,
    ShareTagOptions: share.shareTagOptions,
    SharePrincipals: share.sharePrincipals,
    ...(catalog.settings.undocumented.statusInShares && { Status: share.status }),
  };
}
