import type { Operation, WireValue } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { requireAccountShareFree } from './create-account-share.ts';
import { requireSharedPrincipalsAllowed } from './create-portfolio-share.ts';
import { notFound, shareActionRunning, undocumentedError } from './errors.ts';
import { ownPortfolio } from './find-portfolio.ts';
import { requireNodeShareFree } from './node-share-lock.ts';
import { type InputOf, operation, requireAdministrator } from './operation.ts';
import type { NodeShare, Portfolio } from './portfolio.ts';
import { newShareAction, runShareAction } from './run-share-action.ts';
import { isRunning } from './share-action.ts';
import { readShareTarget } from './share-target.ts';

/**
 * Changes the flags of a share that exists; an absent flag stays as it is. Refused while the share is being
 * created. Both kinds of share answer a token (API reference of UpdatePortfolioShare).
 */
export function updatePortfolioShare(catalog: Catalog): Operation {
  return operation(catalog, 'UpdatePortfolioShare', (input, caller) => {
    const target = readShareTarget(input);
    const portfolio = ownPortfolio(catalog, caller, input.PortfolioId);
    if (input.SharePrincipals) {
      requireSharedPrincipalsAllowed(catalog, target.kind === 'NODE' ? target.node.type : 'EXTERNAL_ACCOUNT');
    }
    if (target.kind === 'ACCOUNT') {
      return updateAccountShare(catalog, portfolio, target.accountId, input);
    }
    requireAdministrator(catalog, caller);
    const share = portfolio.nodeShares.get(target.node.id);
    if (!share) {
      throw notFound(`Portfolio ${portfolio.id} is not shared with ${target.node.id}.`);
    }
    if (share.lastAction.kind === 'CREATE' && isRunning(share.lastAction)) {
      const { updateOfUnfinishedShare } = catalog.settings.undocumented.errors;
      throw undocumentedError(updateOfUnfinishedShare, shareActionRunning().message);
    }
    requireNodeShareFree(catalog, portfolio, share);
    return updateNodeShare(catalog, portfolio, share, input);
  });
}

function updateAccountShare(
  catalog: Catalog,
  portfolio: Portfolio,
  accountId: string,
  input: InputOf<'UpdatePortfolioShare'>,
): WireValue {
  const share = portfolio.accountShares.get(accountId);
  if (!share) {
    throw notFound(`Portfolio ${portfolio.id} is not shared with ${accountId}.`);
  }
  requireAccountShareFree(catalog, portfolio);
  share.shareTagOptions = input.ShareTagOptions ?? share.shareTagOptions;
  const action = newShareAction(catalog, portfolio, accountId, 'UPDATE');
  action.status = 'COMPLETED';
  action.successfulShares.push(accountId);
  catalog.actions.add(action, portfolio, 1);
  return { PortfolioShareToken: action.token, Status: action.status };
}

function updateNodeShare(
  catalog: Catalog,
  portfolio: Portfolio,
  share: NodeShare,
  input: InputOf<'UpdatePortfolioShare'>,
): WireValue {
  const action = newShareAction(catalog, portfolio, share.node.id, 'UPDATE');
  share.lastAction = action;
  runShareAction(catalog, portfolio, action, {
    accountIds: [...share.granted],
    reach: (accountId) =>
      share.granted.has(accountId)
        ? (catalog.faults.accountFailure(accountId, 'UPDATE') ?? 'DONE')
        : 'SKIPPED',
    latecomers: () => [],
    end: ({ status }) => {
      if (status !== 'ERROR') {
        share.shareTagOptions = input.ShareTagOptions ?? share.shareTagOptions;
        share.sharePrincipals = input.SharePrincipals ?? share.sharePrincipals;
      }
    },
  });
  return { PortfolioShareToken: action.token, Status: action.status };
}
