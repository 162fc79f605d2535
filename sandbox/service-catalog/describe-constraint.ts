import type { Operation } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { notFound } from './errors.ts';
import { operation } from './operation.ts';

/** A constraint of one of the caller's own portfolios, with its parameters. AWS documents no one else. */
export function describeConstraint(catalog: Catalog): Operation {
  return operation(catalog, 'DescribeConstraint', ({ Id }, { accountId, region }) => {
    for (const portfolioId of catalog.portfolios.idsIn(accountId, region)) {
      const constraint = catalog.portfolios.get(portfolioId)?.constraints.find(({ id }) => id === Id);
      if (!constraint) continue;
      return {
        ConstraintDetail: {
          ConstraintId: constraint.id,
          Type: constraint.type,
          Description: constraint.description,
          Owner: constraint.ownerAccountId,
          ProductId: constraint.productId,
          PortfolioId: portfolioId,
        },
        ConstraintParameters: constraint.parameters,
        Status: 'AVAILABLE',
      };
    }
    throw notFound(`Constraint not found: ${Id}`);
  });
}
