import type { Caller, Operation } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { createAccountShare } from './create-account-share.ts';
import { createNodeShare } from './create-node-share.ts';
import { undocumentedError } from './errors.ts';
import { visiblePortfolio } from './find-portfolio.ts';
import { operation } from './operation.ts';
import type { Portfolio } from './portfolio.ts';
import { readShareTarget } from './share-target.ts';

/**
 * Shares with an account, at once and to be accepted, or with a node of the organization, over time and with a
 * token. From the API reference of CreatePortfolioShare: a shared portfolio or one with a shared product cannot
 * be shared; a share that exists is left as it is, without an error; both flags are false unless given.
 */
export function createPortfolioShare(catalog: Catalog): Operation {
  return operation(catalog, 'CreatePortfolioShare', (input, caller) => {
    const target = readShareTarget(input);
    const portfolio = portfolioToShare(catalog, caller, input.PortfolioId);
    const flags = {
      shareTagOptions: input.ShareTagOptions ?? false,
      sharePrincipals: input.SharePrincipals ?? false,
    };
    if (flags.sharePrincipals) {
      requireSharedPrincipalsAllowed(catalog, target.kind === 'NODE' ? target.node.type : 'EXTERNAL_ACCOUNT');
    }
    if (target.kind === 'ACCOUNT') {
      return createAccountShare(catalog, portfolio, target.accountId, flags);
    }
    const value = input.OrganizationNode?.Value;
    return createNodeShare(catalog, caller, portfolio, { ...target.node, value }, flags);
  });
}

function portfolioToShare(catalog: Catalog, caller: Caller, id: string): Portfolio {
  const portfolio = visiblePortfolio(catalog, caller, id);
  const { errors } = catalog.settings.undocumented;
  if (portfolio.accountId !== caller.accountId) {
    throw undocumentedError(
      errors.sharedPortfolio,
      `Portfolio ${id} was shared with you: it cannot be shared.`,
    );
  }
  const shared = portfolio.products.find(({ isShared }) => isShared);
  if (shared) {
    throw undocumentedError(
      errors.sharedProduct,
      `Portfolio ${id} contains the shared product ${shared.id}: it cannot be shared.`,
    );
  }
  return portfolio;
}

/**
 * "This parameter is only supported for portfolios with an OrganizationalNode Type of ORGANIZATION or
 * ORGANIZATIONAL_UNIT" (API reference); the launch note adds member accounts, which is a setting.
 */
export function requireSharedPrincipalsAllowed(
  { settings }: Catalog,
  recipient: 'ORGANIZATION' | 'ORGANIZATIONAL_UNIT' | 'ACCOUNT' | 'EXTERNAL_ACCOUNT',
): void {
  const { sharePrincipalsWithMemberAccount, errors } = settings.undocumented;
  if (recipient === 'EXTERNAL_ACCOUNT' || (recipient === 'ACCOUNT' && !sharePrincipalsWithMemberAccount)) {
    const message =
      'SharePrincipals is only supported for OrganizationNode types ORGANIZATION and ORGANIZATIONAL_UNIT.';
    throw undocumentedError(errors.sharePrincipalsWithAccount, message);
  }
}
