import type { Caller, Operation, WireValue } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { requireAccountShareFree } from './create-account-share.ts';
import { tokenOf } from './create-node-share.ts';
import { notFound } from './errors.ts';
import { ownPortfolio } from './find-portfolio.ts';
import { changeAccess, listAccountShare } from './listings.ts';
import { requireNodeShareFree } from './node-share-lock.ts';
import { operation, requireAdministrator } from './operation.ts';
import type { NodeShare, Portfolio } from './portfolio.ts';
import { revoke } from './reach.ts';
import { idleShareAction, newShareAction, runShareAction } from './run-share-action.ts';
import { readShareTarget } from './share-target.ts';

/**
 * Stops sharing. With a node: over time and with a token, by the management account or a delegated administrator
 * only (API reference of DeletePortfolioShare). With an account: at once.
 */
export function deletePortfolioShare(catalog: Catalog): Operation {
  return operation(catalog, 'DeletePortfolioShare', (input, caller) => {
    const target = readShareTarget(input);
    const portfolio = ownPortfolio(catalog, caller, input.PortfolioId);
    if (target.kind === 'ACCOUNT') {
      return deleteAccountShare(catalog, portfolio, target.accountId);
    }
    requireAdministrator(catalog, caller);
    const share = portfolio.nodeShares.get(target.node.id);
    if (!share) {
      return deleteAbsent(catalog, caller, portfolio, target.node.id);
    }
    requireNodeShareFree(catalog, portfolio, share);
    return deleteNodeShare(catalog, caller, portfolio, share);
  });
}

function deleteAbsent(
  catalog: Catalog,
  { accountId: callerId }: Caller,
  portfolio: Portfolio,
  nodeId: string,
): WireValue {
  const { deleteOfAbsentNodeShare } = catalog.settings.undocumented;
  switch (deleteOfAbsentNodeShare) {
    case 'REFUSED':
      throw notFound(`Portfolio ${portfolio.id} is not shared with ${nodeId}.`);
    case 'NOTHING':
      return {};
    case 'TOKEN':
      return tokenOf(catalog, idleShareAction(catalog, portfolio, { callerId, nodeId, kind: 'DELETE' }));
    default:
      return deleteOfAbsentNodeShare satisfies never;
  }
}

function deleteAccountShare(catalog: Catalog, portfolio: Portfolio, accountId: string): WireValue {
  if (!portfolio.accountShares.has(accountId)) {
    if (catalog.settings.undocumented.deleteOfAbsentAccountShare === 'NOTHING') {
      return {};
    }
    throw notFound(`Portfolio ${portfolio.id} is not shared with ${accountId}.`);
  }
  requireAccountShareFree(catalog, portfolio);
  portfolio.accountShares.delete(accountId);
  changeAccess(catalog, portfolio, (access) => access.removePath(accountId, 'ACCOUNT'));
  listAccountShare(portfolio, accountId);
  return {};
}

/** The share is there until its last account is done; what a deletion with errors leaves is not known. */
function deleteNodeShare(
  catalog: Catalog,
  { accountId: callerId }: Caller,
  portfolio: Portfolio,
  share: NodeShare,
): WireValue {
  const about = { callerId, nodeId: share.node.id, kind: 'DELETE' } as const;
  const action = newShareAction(catalog, portfolio, about);
  share.lastAction = action;
  runShareAction(catalog, portfolio, action, {
    accountIds: [...share.granted],
    reach: (accountId) => {
      if (!share.granted.has(accountId)) {
        return 'SKIPPED';
      }
      const failure = catalog.faults.accountFailure(portfolio.id, accountId, 'DELETE');
      if (failure) {
        return failure;
      }
      revoke(catalog, portfolio, share, accountId);
      return 'DONE';
    },
    latecomers: () => [],
    end: ({ status }) => {
      const isGone =
        status === 'COMPLETED' || catalog.settings.undocumented.shareAfterFailedDeletion === 'GONE';
      if (isGone) {
        for (const accountId of [...share.granted]) {
          revoke(catalog, portfolio, share, accountId);
        }
        portfolio.nodeShares.delete(share.node.id);
      }
    },
  });
  return tokenOf(catalog, action);
}
