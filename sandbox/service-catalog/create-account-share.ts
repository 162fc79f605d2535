import type { WireValue } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { invalidParameters, shareActionRunning } from './errors.ts';
import type { Portfolio } from './portfolio.ts';
import { requireRoomFor } from './share-quota.ts';

/** Shares with an account, which then has to accept. Done at once, hence without a token. */
export function createAccountShare(
  catalog: Catalog,
  portfolio: Portfolio,
  accountId: string,
  { shareTagOptions }: { shareTagOptions: boolean },
): WireValue {
  requireAccountShareFree(catalog, portfolio);
  if (accountId === portfolio.accountId) {
    throw invalidParameters(`Account ${accountId} owns the portfolio: it cannot be shared with itself.`);
  }
  if (!portfolio.accountShares.has(accountId)) {
    requireRoomFor(catalog, portfolio, [accountId]);
    portfolio.accountShares.set(accountId, { accountId, isAccepted: false, shareTagOptions });
    portfolio.access.addPath(accountId);
  }
  return {};
}

/** Whether account shares are among the share actions that run one at a time is not documented. */
export function requireAccountShareFree(catalog: Catalog, portfolio: Portfolio): void {
  const { accountSharesWait } = catalog.settings.undocumented;
  if (accountSharesWait && catalog.actions.runningBeside(portfolio)) {
    throw shareActionRunning();
  }
}
