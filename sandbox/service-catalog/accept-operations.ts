import { NO_BODY, type Operation } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { portfolioNotFound } from './errors.ts';
import { listAccountShare } from './listings.ts';
import { type InputOf, operation, page } from './operation.ts';
import type { Portfolio } from './portfolio.ts';
import { portfolioDetails } from './portfolio-operations.ts';

type ShareType = InputOf<'AcceptPortfolioShare'>['PortfolioShareType'];

/**
 * Imports what another account shared. A share to a node needs none: with the default type it is not found (seen
 * with Service Catalog Puppet), with AWS_ORGANIZATIONS there is nothing left to do. AWS_SERVICECATALOG is
 * documented as "Not supported. (Throws ResourceNotFoundException.)".
 */
export function acceptPortfolioShare(catalog: Catalog): Operation {
  return operation(catalog, 'AcceptPortfolioShare', (input, { accountId, region }) => {
    decide(offered(catalog, region, input.PortfolioId), accountId, true, input.PortfolioShareType);
    return NO_BODY;
  });
}

/** Whether the share of a node can be rejected is not documented: here it stays. */
export function rejectPortfolioShare(catalog: Catalog): Operation {
  return operation(catalog, 'RejectPortfolioShare', (input, { accountId, region }) => {
    decide(offered(catalog, region, input.PortfolioId), accountId, false, input.PortfolioShareType);
    return NO_BODY;
  });
}

/** Portfolios of accepted account shares by default, those shared with nodes by AWS_ORGANIZATIONS. */
export function listAcceptedPortfolioShares(catalog: Catalog): Operation {
  return operation(catalog, 'ListAcceptedPortfolioShares', (input, { accountId, region }) => {
    const type = input.PortfolioShareType ?? 'IMPORTED';
    const accepted: string[] = [];
    for (const portfolio of catalog.portfolios.all()) {
      if (portfolio.region === region && isListed(portfolio, accountId, type)) {
        accepted.push(portfolio.id);
      }
    }
    const { ids, nextToken } = page(catalog, `ListAcceptedPortfolioShares ${type}`, accepted, input);
    return { PortfolioDetails: portfolioDetails(catalog, ids), NextPageToken: nextToken };
  });
}

function offered(catalog: Catalog, region: string, id: string): Portfolio {
  const portfolio = catalog.portfolios.get(id);
  if (portfolio?.region !== region) {
    throw portfolioNotFound(id);
  }
  return portfolio;
}

function decide(
  portfolio: Portfolio,
  accountId: string,
  isAccepted: boolean,
  type: ShareType = 'IMPORTED',
): void {
  const share = portfolio.accountShares.get(accountId);
  const isOffered = {
    IMPORTED: share !== undefined,
    AWS_ORGANIZATIONS: portfolio.access.hasByNode(accountId),
    AWS_SERVICECATALOG: false,
  }[type];
  if (!isOffered) {
    throw portfolioNotFound(portfolio.id);
  }
  if (share && type === 'IMPORTED') {
    share.isAccepted = isAccepted;
    listAccountShare(portfolio, accountId);
  }
}

function isListed({ listings }: Portfolio, accountId: string, type: NonNullable<ShareType>): boolean {
  return {
    IMPORTED: listings.imported.get(accountId) === true,
    AWS_ORGANIZATIONS: listings.inherited.hasByNode(accountId),
    AWS_SERVICECATALOG: false,
  }[type];
}
