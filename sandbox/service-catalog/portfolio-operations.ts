import { NO_BODY, type Operation, ServiceError, type WireValue } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { invalidParameters, limitExceeded, portfolioNotFound } from './errors.ts';
import { visiblePortfolio } from './find-portfolio.ts';
import { newPortfolio } from './new-portfolio.ts';
import { type InputOf, operation, page } from './operation.ts';
import { type Portfolio, portfolioArn } from './portfolio.ts';

/** The same token again answers the portfolio that it made; with other content it is refused. */
export function createPortfolio(catalog: Catalog): Operation {
  return operation(catalog, 'CreatePortfolio', (input, { accountId, region }) => {
    const ids = catalog.portfolios.idsIn(accountId, region);
    for (const id of ids) {
      const known = catalog.portfolios.get(id);
      if (known?.idempotencyToken === input.IdempotencyToken) {
        requireSameContent(known, input);
        return { PortfolioDetail: portfolioDetail(known), Tags: known.tags };
      }
    }
    if (ids.size >= catalog.settings.quotas.portfoliosPerRegion) {
      throw limitExceeded(
        `Account ${accountId} has ${ids.size} portfolios in ${region}, which is the limit.`,
      );
    }
    const portfolio = newPortfolio(catalog, {
      id: catalog.newId('port'),
      accountId,
      region,
      displayName: input.DisplayName,
      providerName: input.ProviderName,
      description: input.Description,
      createdAt: catalog.now(),
      tags: input.Tags ?? [],
      idempotencyToken: input.IdempotencyToken,
      products: [],
    });
    catalog.portfolios.add(portfolio);
    return { PortfolioDetail: portfolioDetail(portfolio), Tags: portfolio.tags };
  });
}

export function describePortfolio(catalog: Catalog): Operation {
  return operation(catalog, 'DescribePortfolio', ({ Id }, caller) => {
    const portfolio = visiblePortfolio(catalog, caller, Id);
    return { PortfolioDetail: portfolioDetail(portfolio), Tags: portfolio.tags, TagOptions: [], Budgets: [] };
  });
}

/** The caller's own, in the caller's Region. */
export function listPortfolios(catalog: Catalog): Operation {
  return operation(catalog, 'ListPortfolios', (input, { accountId, region }) => {
    const portfolios = catalog.portfolios.listedIn(accountId, region);
    const { ids, nextToken } = page(catalog, 'ListPortfolios', portfolios, input);
    return { PortfolioDetails: portfolioDetails(catalog, ids), NextPageToken: nextToken };
  });
}

/**
 * "You cannot delete a portfolio if it was shared with you or if it has associated products, users, constraints,
 * or shared accounts" (API reference of DeletePortfolio).
 */
export function deletePortfolio(catalog: Catalog): Operation {
  return operation(catalog, 'DeletePortfolio', ({ Id }, caller) => {
    const portfolio = visiblePortfolio(catalog, caller, Id);
    const reason = whyInUse(portfolio, caller.accountId);
    if (reason) {
      throw new ServiceError('ResourceInUseException', `Portfolio ${Id} ${reason}`);
    }
    catalog.portfolios.delete(portfolio);
    return NO_BODY;
  });
}

export function portfolioDetails(catalog: Catalog, ids: readonly string[]): WireValue[] {
  return ids.map((id) => {
    const portfolio = catalog.portfolios.get(id);
    if (!portfolio) {
      throw portfolioNotFound(id);
    }
    return portfolioDetail(portfolio);
  });
}

function portfolioDetail(portfolio: Portfolio): WireValue {
  return {
    Id: portfolio.id,
    ARN: portfolioArn(portfolio),
    DisplayName: portfolio.displayName,
    Description: portfolio.description,
    CreatedTime: portfolio.createdAt / 1000,
    ProviderName: portfolio.providerName,
  };
}

/** The sentence about principals was seen (CloudFormation roadmap 2430); the others are made like it. */
function whyInUse(portfolio: Portfolio, callerAccountId: string): string | undefined {
  const { products, principals, constraints, accountShares, nodeShares } = portfolio;
  const hasPrincipals = [...principals.values()].some(({ associated }) => associated.size > 0);
  const reasons: [boolean, string][] = [
    [portfolio.accountId !== callerAccountId, 'was shared with you'],
    [products.length > 0, 'still has associated Products'],
    [hasPrincipals, 'still has associated Principals'],
    [constraints.length > 0, 'still has associated Constraints'],
    [accountShares.size + nodeShares.size > 0, 'still has associated Shares'],
  ];
  return reasons.find(([applies]) => applies)?.[1];
}

function requireSameContent(known: Portfolio, input: InputOf<'CreatePortfolio'>): void {
  const isSame =
    known.displayName === input.DisplayName &&
    known.providerName === input.ProviderName &&
    known.description === input.Description &&
    JSON.stringify(known.tags) === JSON.stringify(input.Tags ?? []);
  if (!isSame) {
    throw invalidParameters(`IdempotencyToken ${input.IdempotencyToken} was used with other parameters.`);
  }
}
