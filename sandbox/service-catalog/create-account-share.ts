import type { WireValue } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';
import { invalidParameters, shareActionRunning, undocumentedError } from './errors.ts';
import { changeAccess, listAccountShare } from './listings.ts';
import type { Portfolio } from './portfolio.ts';
import { requireRoomFor } from './share-quota.ts';
import type { Undocumented } from './unknowns.ts';

/** Shares with an account, which then has to accept. Done at once, hence without a token. */
export function createAccountShare(
  catalog: Catalog,
  portfolio: Portfolio,
  accountId: string,
  { shareTagOptions }: { shareTagOptions: boolean },
): WireValue {
  const isThere = portfolio.accountShares.has(accountId);
  const isEarly = isThere && isCheckedFirst(catalog, 'EXISTING_SHARE');
  if (accountId === portfolio.accountId && isCheckedFirst(catalog, 'OWN_ACCOUNT')) {
    requireOtherAccount(portfolio, accountId);
  }
  if (!isEarly) {
    requireAccountShareFree(catalog, portfolio);
  }
  requireOtherAccount(portfolio, accountId);
  if (isThere) {
    refuseExisting(catalog.settings.undocumented.errors.shareExists, portfolio, accountId);
    return {};
  }
  requireRoomFor(catalog, portfolio, [accountId]);
  portfolio.accountShares.set(accountId, { accountId, isAccepted: false, shareTagOptions });
  changeAccess(catalog, portfolio, (access) => access.addPath(accountId, 'ACCOUNT'));
  listAccountShare(portfolio, accountId);
  return {};
}

export function isCheckedFirst({ settings }: Catalog, what: Undocumented['checkedBeforeBusy']): boolean {
  const { checkedBeforeBusy } = settings.undocumented;
  return checkedBeforeBusy === 'BOTH' || checkedBeforeBusy === what;
}

/** "If the portfolio share already exists, this action will have no effect and will not return an error." */
export function refuseExisting(
  name: Undocumented['errors']['shareExists'],
  { id }: Portfolio,
  recipientId: string,
): void {
  if (name !== 'NONE') {
    throw undocumentedError(name, `Portfolio ${id} is already shared with ${recipientId}.`);
  }
}

function requireOtherAccount(portfolio: Portfolio, accountId: string): void {
  if (accountId === portfolio.accountId) {
    throw invalidParameters(`Account ${accountId} owns the portfolio: it cannot be shared with itself.`);
  }
}

/** Whether account shares are among the share actions that run one at a time is not documented. */
export function requireAccountShareFree(catalog: Catalog, portfolio: Portfolio): void {
  const { accountSharesWait } = catalog.settings.undocumented;
  if (accountSharesWait && catalog.actions.runningBeside(portfolio)) {
    throw shareActionRunning(catalog);
  }
}
