import type { Catalog } from './catalog.ts';
import { limitExceeded } from './errors.ts';
import type { Portfolio } from './portfolio.ts';

/** Quota L-A2FB1BD2, shared accounts per portfolio: an account counts once, however many shares reach it. */
export function requireRoomFor(catalog: Catalog, portfolio: Portfolio, accountIds: readonly string[]): void {
  const { sharedAccountsPerPortfolio } = catalog.settings.quotas;
  const added = accountIds.filter((accountId) => !portfolio.access.has(accountId)).length;
  const total = portfolio.access.accountIds.size + added;
  if (total > sharedAccountsPerPortfolio) {
    throw limitExceeded(
      `Portfolio ${portfolio.id} would be shared with ${total} accounts: ` +
        `the limit is ${sharedAccountsPerPortfolio}.`,
    );
  }
}
