import type { Catalog } from './catalog.ts';
import { changeAccess } from './listings.ts';
import type { NodeShare, OrganizationNode, Portfolio } from './portfolio.ts';

/**
 * The accounts that a share of the portfolio to the node is for. A unit's share reaches the accounts of the
 * units below it (Service Catalog administrator guide, sharing a portfolio).
 */
export function recipientsOf(catalog: Catalog, portfolio: Portfolio, node: OrganizationNode): string[] {
  return accountsOf(catalog, node).filter((accountId) => isRecipient(catalog, portfolio, accountId));
}

export function isReached(
  catalog: Catalog,
  portfolio: Portfolio,
  node: OrganizationNode,
  accountId: string,
): boolean {
  return isInNode(catalog, node, accountId) && isRecipient(catalog, portfolio, accountId);
}

export function grant(catalog: Catalog, portfolio: Portfolio, share: NodeShare, accountId: string): void {
  if (share.granted.add(accountId)) {
    changeAccess(catalog, portfolio, (access) => access.addPath(accountId, 'NODE'));
  }
}

export function revoke(catalog: Catalog, portfolio: Portfolio, share: NodeShare, accountId: string): void {
  if (share.granted.delete(accountId)) {
    changeAccess(catalog, portfolio, (access) => access.removePath(accountId, 'NODE'));
  }
}

function accountsOf({ organization }: Catalog, { type, id }: OrganizationNode): string[] {
  switch (type) {
    case 'ORGANIZATION':
      return [...organization.accountIds];
    case 'ORGANIZATIONAL_UNIT':
      return organization.parent(id) ? [...organization.accountsBelow(id)] : [];
    case 'ACCOUNT':
      return organization.account(id) ? [id] : [];
    default:
      return type satisfies never;
  }
}

function isInNode({ organization }: Catalog, { type, id }: OrganizationNode, accountId: string): boolean {
  switch (type) {
    case 'ORGANIZATION':
      return organization.account(accountId) !== undefined;
    case 'ORGANIZATIONAL_UNIT':
      return organization.isBelow(accountId, id);
    case 'ACCOUNT':
      return id === accountId && organization.account(accountId) !== undefined;
    default:
      return type satisfies never;
  }
}

/** Undocumented on both counts: whether the owner and whether suspended accounts are reached. */
function isRecipient({ organization, settings }: Catalog, portfolio: Portfolio, accountId: string): boolean {
  const { undocumented } = settings;
  return (
    (accountId !== portfolio.accountId || undocumented.shareReachesOwner) &&
    (organization.account(accountId)?.status === 'ACTIVE' || undocumented.shareReachesSuspendedAccounts)
  );
}
