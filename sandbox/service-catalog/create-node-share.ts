import type { Caller, WireValue } from '../wire/service.ts';
import { SortedIds } from '../wire/sorted-ids.ts';
import type { Catalog } from './catalog.ts';
import { undocumentedError } from './errors.ts';
import { requireNodeShareFree } from './node-share-lock.ts';
import { requireAdministrator } from './operation.ts';
import type { NodeShare, OrganizationNode, Portfolio } from './portfolio.ts';
import { grant, isReached, recipientsOf } from './reach.ts';
import { newShareAction, runShareAction, type ShareTask } from './run-share-action.ts';
import type { AccountFailure } from './share-action.ts';
import { requireRoomFor } from './share-quota.ts';
import { requireKnownNode } from './share-target.ts';

/**
 * Shares with a node of the organization: only the management account or a delegated administrator may, and only
 * while Organizations access is enabled (API reference of CreatePortfolioShare).
 * @param node `value` is the id or ARN as the caller gave it.
 */
export function createNodeShare(
  catalog: Catalog,
  caller: Caller,
  portfolio: Portfolio,
  { value, ...node }: OrganizationNode & { readonly value: string | undefined },
  flags: { shareTagOptions: boolean; sharePrincipals: boolean },
): WireValue {
  requireAdministrator(catalog, caller);
  if (catalog.organizationsAccess.status !== 'ENABLED') {
    throw undocumentedError(
      catalog.settings.undocumented.errors.organizationsAccessDisabled,
      'AWSOrganizationsAccess must be enabled in order to create a portfolio share to an organization node.',
    );
  }
  requireKnownNode(catalog, node, value);
  const existing = portfolio.nodeShares.get(node.id);
  requireNodeShareFree(catalog, portfolio, existing);
  if (existing) {
    const isTokenTold = catalog.settings.undocumented.tokenOfExistingShare === 'LAST';
    return isTokenTold ? { PortfolioShareToken: existing.lastAction.token } : {};
  }
  const accountIds = recipientsOf(catalog, portfolio, node);
  requireRoomFor(catalog, portfolio, accountIds);
  const action = newShareAction(catalog, portfolio, node.id, 'CREATE');
  const share: NodeShare = {
    node,
    createdBy: caller.accountId,
    ...flags,
    granted: new SortedIds(),
    failed: new Set(),
    lastAction: action,
  };
  portfolio.nodeShares.set(node.id, share);
  runShareAction(catalog, portfolio, action, creationOf(catalog, portfolio, share, accountIds));
  return { PortfolioShareToken: action.token };
}

function creationOf(
  catalog: Catalog,
  portfolio: Portfolio,
  share: NodeShare,
  accountIds: readonly string[],
): ShareTask {
  return {
    accountIds,
    reach: (accountId) => {
      if (!isReached(catalog, portfolio, share.node, accountId)) {
        return 'SKIPPED';
      }
      const failure = catalog.faults.accountFailure(accountId, 'CREATE');
      if (failure) {
        share.failed.add(accountId);
        return failure;
      }
      return reachByThisPath(catalog, portfolio, share, accountId);
    },
    latecomers: () =>
      recipientsOf(catalog, portfolio, share.node).filter(
        (accountId) => !share.granted.has(accountId) && !share.failed.has(accountId),
      ),
    end: ({ status }) => {
      if (status === 'ERROR') {
        for (const accountId of recipientsOf(catalog, portfolio, share.node)) {
          share.failed.add(accountId);
        }
      }
    },
  };
}

/** An account that has the portfolio already is told as a duplicate (seen by several tools in ShareErrors). */
function reachByThisPath(
  catalog: Catalog,
  portfolio: Portfolio,
  share: NodeShare,
  accountId: string,
): AccountFailure | 'DONE' {
  if (!portfolio.access.has(accountId)) {
    grant(portfolio, share, accountId);
    return 'DONE';
  }
  if (catalog.settings.undocumented.duplicateKeepsAccess) {
    grant(portfolio, share, accountId);
  } else {
    share.failed.add(accountId);
  }
  return {
    error: 'DuplicateResourceException',
    message: `Portfolio ${portfolio.id} is already shared with the account by another path.`,
  };
}
