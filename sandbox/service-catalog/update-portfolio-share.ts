import type { Caller, Operation, WireValue } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { requireAccountShareFree } from './create-account-share.ts';
import { tokenOf } from './create-node-share.ts';
import { requireSharedPrincipalsAllowed } from './create-portfolio-share.ts';
import { notFound, updateRefused } from './errors.ts';
import { ownPortfolio } from './find-portfolio.ts';
import { listAccountShare } from './listings.ts';
import { requireNodeShareFree } from './node-share-lock.ts';
import { type InputOf, operation, requireAdministrator } from './operation.ts';
import type { NodeShare, Portfolio } from './portfolio.ts';
import { grant, isReached, recipientsOf } from './reach.ts';
import { idleShareAction, newShareAction, runShareAction } from './run-share-action.ts';
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
      return updateAccountShare(catalog, caller, portfolio, target.accountId, input);
    }
    requireAdministrator(catalog, caller);
    const share = portfolio.nodeShares.get(target.node.id);
    if (!share) {
      throw notFound(`Portfolio ${portfolio.id} is not shared with ${target.node.id}.`);
    }
    if (share.lastAction.kind === 'CREATE' && isRunning(share.lastAction)) {
      throw updateRefused(catalog);
    }
    requireNodeShareFree(catalog, portfolio, share);
    if (
      share.lastAction.status === 'ERROR' &&
      catalog.settings.undocumented.updateOfShareInError === 'REFUSED'
    ) {
      throw updateRefused(catalog);
    }
    return updateNodeShare(catalog, caller, portfolio, share, input);
  });
}

function updateAccountShare(
  catalog: Catalog,
  { accountId: callerId }: Caller,
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
  listAccountShare(portfolio, accountId);
  const action = idleShareAction(catalog, portfolio, { callerId, nodeId: accountId, kind: 'UPDATE' });
  action.successfulShares.push(accountId);
  return { PortfolioShareToken: action.token, Status: action.status };
}

function updateNodeShare(
  catalog: Catalog,
  { accountId: callerId }: Caller,
  portfolio: Portfolio,
  share: NodeShare,
  input: InputOf<'UpdatePortfolioShare'>,
): WireValue {
  const about = { callerId, nodeId: share.node.id, kind: 'UPDATE' } as const;
  const action = newShareAction(catalog, portfolio, about);
  const reachesEverybody = catalog.settings.undocumented.updateReaches === 'EVERYBODY';
  share.lastAction = action;
  share.flagsToBe = {
    shareTagOptions: input.ShareTagOptions ?? share.shareTagOptions,
    sharePrincipals: input.SharePrincipals ?? share.sharePrincipals,
  };
  runShareAction(catalog, portfolio, action, {
    accountIds: reachesEverybody ? recipientsOf(catalog, portfolio, share.node) : [...share.granted],
    reach: (accountId) => {
      const isMissed = !share.granted.has(accountId);
      if (isMissed && !(reachesEverybody && isReached(catalog, portfolio, share.node, accountId))) {
        return 'SKIPPED';
      }
      const failure = catalog.faults.accountFailure(portfolio.id, accountId, 'UPDATE');
      if (!failure && isMissed) {
        share.failed.delete(accountId);
        grant(catalog, portfolio, share, accountId);
      }
      return failure ?? 'DONE';
    },
    latecomers: () => [],
    end: ({ status }) => {
      if (status !== 'ERROR' || catalog.settings.undocumented.flagsOfFailedUpdate === 'NEW') {
        Object.assign(share, share.flagsToBe);
      }
      share.flagsToBe = undefined;
    },
  });
  return { ...tokenOf(catalog, action), Status: action.status };
}
