import type { Operation } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { notFound } from './errors.ts';
import { operation, requireAdministrator } from './operation.ts';

/**
 * How far the action of a token has come, with all its accounts in one answer. For the management account and
 * delegated administrators only (API reference of DescribePortfolioShareStatus).
 */
export function describePortfolioShareStatus(catalog: Catalog): Operation {
  return operation(catalog, 'DescribePortfolioShareStatus', ({ PortfolioShareToken }, caller) => {
    requireAdministrator(catalog, caller);
    const action = catalog.actions.get(PortfolioShareToken);
    if (action?.region !== caller.region) {
      throw notFound(`Portfolio share token not found: ${PortfolioShareToken}`);
    }
    return {
      PortfolioShareToken,
      PortfolioId: action.portfolioId,
      OrganizationNodeValue: action.nodeId,
      Status: action.status,
      ShareDetails: {
        SuccessfulShares: action.successfulShares,
        ShareErrors: action.shareErrors.map(({ failure, accountIds }) => ({
          Accounts: accountIds,
          Message: failure.message,
          Error: failure.error,
        })),
      },
    };
  });
}
