import type { Operation } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { notFound } from './errors.ts';
import { visiblePortfolio } from './find-portfolio.ts';
import { operation, page } from './operation.ts';

/** The constraints of a portfolio, or of one of its products, as the scenario, and later the controls, set them. */
export function listConstraintsForPortfolio(catalog: Catalog): Operation {
  return operation(catalog, 'ListConstraintsForPortfolio', (input, caller) => {
    const { id, products, constraints } = visiblePortfolio(catalog, caller, input.PortfolioId);
    const { ProductId } = input;
    if (ProductId !== undefined && !products.some((product) => product.id === ProductId)) {
      throw notFound(`Product not found: ${ProductId}`);
    }
    const matching = constraints.filter(({ productId }) => (ProductId ?? productId) === productId);
    const byId = new Map(matching.map((constraint) => [constraint.id, constraint]));
    const list = `ListConstraintsForPortfolio ${id} ${ProductId ?? ''}`;
    const { ids, nextToken } = page(catalog, list, [...byId.keys()], input);
    return {
      ConstraintDetails: ids.map((constraintId) => {
        const constraint = byId.get(constraintId);
        return {
          ConstraintId: constraintId,
          Type: constraint?.type,
          Description: constraint?.description,
          Owner: constraint?.ownerAccountId,
          ProductId: constraint?.productId,
          PortfolioId: id,
        };
      }),
      NextPageToken: nextToken,
    };
  });
}
