import { SERVICE_CATALOG_PRINCIPAL } from '../organizations/delegated-administrators.ts';
import type { Catalog } from './catalog.ts';
import { listNodeShare } from './listings.ts';
import type { NodeShare, Portfolio } from './portfolio.ts';
import { grant, isReached, revoke } from './reach.ts';
import { forgetAccount, isRunning } from './share-action.ts';

/**
 * Keeps shares in sync with the organization: a moved account gains or loses portfolios (administrator guide,
 * moving accounts), while Organizations access is enabled (DisableAWSOrganizationsAccess). Deregistering a
 * delegated administrator removes the shares it created (DeletePortfolioShare).
 */
export function followOrganization(catalog: Catalog): void {
  catalog.organization.onAccountChange((accountId) => {
    if (!catalog.organizationsAccess.isInEffect) {
      return;
    }
    const { syncSeconds } = catalog.settings.durations;
    catalog.agenda.schedule(catalog.now() + syncSeconds * 1000, () => syncAccount(catalog, accountId));
  });
  catalog.organization.onUnitRemoved((unitId) => {
    if (catalog.settings.undocumented.shareOfDeletedUnit === 'GONE') {
      removeShares(catalog, ({ node }) => node.id === unitId);
    }
  });
  catalog.delegatedAdministrators.onDeregister((accountId, servicePrincipal) => {
    if (servicePrincipal === SERVICE_CATALOG_PRINCIPAL) {
      removeShares(catalog, ({ createdBy }) => createdBy === accountId);
      if (catalog.settings.undocumented.tokenAfterDeregistration === 'GONE') {
        catalog.actions.forget(({ callerId }) => callerId === accountId);
      }
    }
  });
}

/** Catches up with all that has moved within the organization. Accounts that left it keep what they have. */
export function syncOrganization(catalog: Catalog): void {
  for (const accountId of catalog.organization.accountIds) {
    syncAccount(catalog, accountId);
  }
}

function syncAccount(catalog: Catalog, accountId: string): void {
  for (const portfolio of catalog.portfolios.all()) {
    for (const share of portfolio.nodeShares.values()) {
      syncAccountOfShare(catalog, portfolio, share, accountId);
    }
  }
}

function syncAccountOfShare(
  catalog: Catalog,
  portfolio: Portfolio,
  share: NodeShare,
  accountId: string,
): void {
  const { kind } = share.lastAction;
  const isBeingCreated = kind === 'CREATE' && isRunning(share.lastAction);
  if (!isReached(catalog, portfolio, share.node, accountId)) {
    share.failed.delete(accountId);
    revoke(catalog, portfolio, share, accountId);
    if (isBeingCreated) {
      forgetAccount(share.lastAction, accountId);
    }
    return;
  }
  if (isBeingCreated || kind === 'DELETE' || share.failed.has(accountId)) {
    return;
  }
  if (!share.isInError || catalog.settings.undocumented.laterAccountsOfFailedShare === 'REACHED') {
    grant(catalog, portfolio, share, accountId);
  }
}

function removeShares(catalog: Catalog, isRemoved: (share: NodeShare) => boolean): void {
  for (const portfolio of catalog.portfolios.all()) {
    for (const [nodeId, share] of portfolio.nodeShares) {
      if (isRemoved(share)) {
        for (const recipient of [...share.granted]) {
          revoke(catalog, portfolio, share, recipient);
        }
        portfolio.nodeShares.delete(nodeId);
        if (isRunning(share.lastAction)) {
          share.lastAction.status = 'ERROR';
        }
        listNodeShare(catalog, portfolio, nodeId);
      }
    }
  }
}
