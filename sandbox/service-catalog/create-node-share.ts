import type { Caller, WireValue } from '../wire/service.ts';
import { SortedIds } from '../wire/sorted-ids.ts';
import type { Catalog } from './catalog.ts';
import { isCheckedFirst, refuseExisting } from './create-account-share.ts';
import { undocumentedError } from './errors.ts';
import { requireNodeShareFree } from './node-share-lock.ts';
import { requireAdministrator } from './operation.ts';
import type { NodeShare, OrganizationNode, Portfolio } from './portfolio.ts';
import { grant, isReached, recipientsOf } from './reach.ts';
import { idleShareAction, newShareAction, runShareAction, type ShareTask } from './run-share-action.ts';
import type { AccountFailure, ShareAction } from './share-action.ts';
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
  if (!catalog.organizationsAccess.isInEffect) {
    throw undocumentedError(
      catalog.settings.undocumented.errors.organizationsAccessDisabled,
      'AWSOrganizationsAccess must be enabled in order to create a portfolio share to an organization node.',
    );
  }
  requireKnownNode(catalog, node, value);
  const existing = portfolio.nodeShares.get(node.id);
  if (existing && isCheckedFirst(catalog, 'EXISTING_SHARE')) {
    return answerExisting(catalog, caller, portfolio, existing);
  }
  requireNodeShareFree(catalog, portfolio, existing);
  if (existing && !isMadeAgain(catalog, existing)) {
    return answerExisting(catalog, caller, portfolio, existing);
  }
  const accountIds = recipientsOf(catalog, portfolio, node);
  requireRoomFor(catalog, portfolio, accountIds);
  const about = { callerId: caller.accountId, nodeId: node.id, kind: 'CREATE' } as const;
  const action = newShareAction(catalog, portfolio, about);
  const share: NodeShare = {
    node,
    createdBy: caller.accountId,
    ...flags,
    flagsToBe: undefined,
    isInError: false,
    granted: existing?.granted ?? new SortedIds([], catalog.order),
    failed: new Set(),
    lastAction: action,
  };
  portfolio.nodeShares.set(node.id, share);
  runShareAction(catalog, portfolio, action, creationOf(catalog, portfolio, share, accountIds));
  return tokenOf(catalog, action);
}

/** What a write to a node answers. */
export function tokenOf({ settings }: Catalog, { token, kind }: ShareAction): WireValue {
  const { writesWithoutToken } = settings.undocumented;
  return writesWithoutToken === 'ALL' || writesWithoutToken === kind ? {} : { PortfolioShareToken: token };
}

function isMadeAgain({ settings }: Catalog, { lastAction }: NodeShare): boolean {
  const { createOfShareInError } = settings.undocumented;
  return (
    createOfShareInError === 'MAKES_AGAIN' && lastAction.kind === 'CREATE' && lastAction.status === 'ERROR'
  );
}

function answerExisting(
  catalog: Catalog,
  { accountId: callerId }: Caller,
  portfolio: Portfolio,
  { node: { id: nodeId }, lastAction }: NodeShare,
): WireValue {
  const { tokenOfExistingShare, errors } = catalog.settings.undocumented;
  refuseExisting(errors.shareExists, portfolio, nodeId);
  switch (tokenOfExistingShare) {
    case 'LAST':
      return tokenOf(catalog, lastAction);
    case 'NEW':
      return tokenOf(catalog, idleShareAction(catalog, portfolio, { callerId, nodeId, kind: 'CREATE' }));
    case 'NONE':
      return {};
    default:
      return tokenOfExistingShare satisfies never;
  }
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
      const failure = catalog.faults.accountFailure(portfolio.id, accountId, 'CREATE');
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
        share.isInError = true;
        for (const accountId of recipientsOf(catalog, portfolio, share.node)) {
          share.failed.add(accountId);
        }
        if (catalog.settings.undocumented.shareAfterFailedCreation === 'GONE') {
          portfolio.nodeShares.delete(share.node.id);
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
    grant(catalog, portfolio, share, accountId);
    return 'DONE';
  }
  if (catalog.settings.undocumented.duplicateKeepsAccess) {
    grant(catalog, portfolio, share, accountId);
  } else {
    share.failed.add(accountId);
  }
  return {
    error: 'DuplicateResourceException',
    message: `Portfolio ${portfolio.id} is already shared with the account by another path.`,
  };
}
