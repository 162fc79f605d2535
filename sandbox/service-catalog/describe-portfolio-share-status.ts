import type { Operation, WireValue } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { notFound } from './errors.ts';
import { operation, requireAdministrator } from './operation.ts';
import { formOf } from './recipient-form.ts';
import { isRunning, type ShareAction } from './share-action.ts';
import type { Undocumented } from './unknowns.ts';

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
      OrganizationNodeValue: formOf(catalog, 'recipientInStatus', action.nodeId),
      Status: action.status,
      ...shareDetails(catalog, action),
    };
  });
}

function shareDetails({ settings }: Catalog, action: ShareAction): WireValue {
  const { undocumented } = settings;
  const named = isRunning(action) ? 'EACH_ONCE' : undocumented.shareErrorsName;
  const { successfulShares } = action;
  const everyFailed = action.shareErrors.flatMap(({ accountIds }) => accountIds);
  const errors = action.shareErrors.map(({ failure, accountIds }) => ({
    Accounts: named === 'NO_ACCOUNTS' ? [] : named === 'ONE_OF_EACH' ? accountIds.slice(0, 1) : accountIds,
    Message: failure.message,
    ...spelled(undocumented.shareErrorNames, failure.error),
  }));
  return named === 'NO_DETAILS'
    ? {}
    : {
        ShareDetails: {
          SuccessfulShares: named === 'TWICE' ? [...successfulShares, ...everyFailed] : successfulShares,
          ShareErrors: named === 'NOBODY' ? [] : errors,
        },
      };
}

function spelled(how: Undocumented['shareErrorNames'], error: string): WireValue {
  const short = error.replace(/Exception$/, '');
  switch (how) {
    case 'EXCEPTION':
      return { Error: error };
    case 'SHORT':
      return { Error: short };
    case 'QUALIFIED':
      return { Error: `com.amazonaws.servicecatalog#${error}` };
    case 'UPPER_CASE':
      return { Error: short.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase() };
    case 'NONE':
      return {};
    default:
      return how satisfies never;
  }
}
