import type { Catalog } from './catalog.ts';
import { Lagging } from './lagging.ts';
import type { ListedShare, Listings, NodeShare, Portfolio } from './portfolio.ts';
import { PortfolioAccess } from './portfolio-access.ts';
import { isRunning } from './share-action.ts';

/** @param access the portfolio's own, which is what a list shows that does not lag. */
export function newListings(
  { agenda, order, settings: { durations } }: Pick<Catalog, 'agenda' | 'order' | 'settings'>,
  access: PortfolioAccess,
): Listings {
  return {
    shares: new Lagging(agenda, durations.shareListSeconds),
    nodes: new Lagging(agenda, durations.nodeListSeconds),
    access: durations.accessListSeconds === 0 ? access : new PortfolioAccess(order),
    inherited: durations.acceptedListSeconds === 0 ? access : new PortfolioAccess(order),
    imported: new Lagging(agenda, durations.acceptedListSeconds),
  };
}

/** Changes who has access, and what the lists show of it after a while. */
export function changeAccess(
  { agenda, settings: { durations } }: Catalog,
  { access, listings }: Portfolio,
  change: (access: PortfolioAccess) => void,
): void {
  change(access);
  if (listings.access !== access) {
    agenda.after(durations.accessListSeconds, () => change(listings.access));
  }
  if (listings.inherited !== access) {
    agenda.after(durations.acceptedListSeconds, () => change(listings.inherited));
  }
}

/** To be called after every change to the share with a node, or of its action. */
export function listNodeShare(catalog: Catalog, { nodeShares, listings }: Portfolio, nodeId: string): void {
  const share = nodeShares.get(nodeId);
  const shown = share && shownOf(catalog, share);
  const key = `NODE ${nodeId}`;
  listings.shares.set(key, shown);
  listings.nodes.set(key, shown);
}

/** To be called after every change to an account share. */
export function listAccountShare({ accountShares, listings }: Portfolio, accountId: string): void {
  const share = accountShares.get(accountId);
  const shown = share && {
    recipient: { type: 'EXTERNAL_ACCOUNT', id: accountId } as const,
    isAccepted: share.isAccepted,
    shareTagOptions: share.shareTagOptions,
    sharePrincipals: false,
    status: 'COMPLETED' as const,
  };
  listings.shares.set(`ACCOUNT ${accountId}`, shown);
  listings.imported.set(accountId, share?.isAccepted ? true : undefined);
}

function shownOf({ settings: { undocumented } }: Catalog, share: NodeShare): ListedShare | undefined {
  const { kind, status } = share.lastAction;
  const flags = { shareTagOptions: share.shareTagOptions, sharePrincipals: share.sharePrincipals };
  const shown = { recipient: share.node, isAccepted: true, status, ...flags };
  if (!isRunning(share.lastAction)) {
    return shown;
  }
  switch (kind) {
    case 'CREATE':
      return undocumented.listedWhileCreated === 'SHOWN' ? shown : undefined;
    case 'DELETE':
      return undocumented.listedWhileDeleted === 'SHOWN' ? shown : undefined;
    case 'UPDATE':
      return {
        OLD_FLAGS: shown,
        NEW_FLAGS: { ...shown, ...share.flagsToBe },
        HIDDEN: undefined,
      }[undocumented.listedWhileUpdated];
    default:
      return kind satisfies never;
  }
}
