import type { Operation } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { ownPortfolio } from './find-portfolio.ts';
import { operation, page, requireAdministrator } from './operation.ts';
import { formOf } from './recipient-form.ts';

/** The nodes of one type that the portfolio is shared with (API reference of ListOrganizationPortfolioAccess). */
export function listOrganizationPortfolioAccess(catalog: Catalog): Operation {
  return operation(catalog, 'ListOrganizationPortfolioAccess', (input, caller) => {
    requireAdministrator(catalog, caller);
    const portfolio = ownPortfolio(catalog, caller, input.PortfolioId);
    const type = input.OrganizationNodeType;
    const nodes = [...portfolio.listings.nodes.entries()].map(([, { recipient }]) => recipient);
    const nodeIds = nodes.flatMap((node) => (node.type === type ? node.id : []));
    const list = `ListOrganizationPortfolioAccess ${portfolio.id} ${type}`;
    const { ids, nextToken } = page(catalog, list, nodeIds, input);
    return {
      OrganizationNodes: ids.map((id) => ({ Type: type, Value: formOf(catalog, 'recipientInNodes', id) })),
      NextPageToken: nextToken,
    };
  });
}
