import type { ShareRecord } from '../ledger/request-record.ts';
import type { AccessLook } from '../share/access.ts';
import type { AccountFailure, AccountsJudged } from '../share/share-errors.ts';

interface AccountsTold extends AccountsJudged {
  /** Without access, and not counted as failed: whether AWS reaches them is not known. */
  readonly doubtful?: readonly string[];
}

/**
 * The accounts of an outcome. What a look saw counts more than what Service Catalog named; where an update named
 * accounts as failed, those that have access failed all the same, since their flags are other.
 */
export function accountsAfterLook(
  share: Pick<ShareRecord, 'write' | 'accounts'> | undefined,
  look: AccessLook | undefined,
): AccountsTold | undefined {
  const told = share?.accounts;
  if (!look) return told;
  const named = new Map(told?.failures.map((failure) => [failure.accountId, failure]));
  const lacking = look.lackingAccounts.map(
    (accountId): AccountFailure => named.get(accountId) ?? { accountId, ...WITHOUT_ACCESS },
  );
  const lackingIds = new Set(look.lackingAccounts);
  const others =
    share?.write === 'UPDATE'
      ? [...named.values()].filter(({ accountId }) => !lackingIds.has(accountId))
      : [];
  const reached = told?.alreadyReachedAccounts.filter((accountId) => !lackingIds.has(accountId)) ?? [];
  return {
    succeeded: Math.max(0, look.having - others.length - reached.length),
    failed: look.lacking + others.length,
    alreadyReached: reached.length,
    alreadyReachedAccounts: reached,
    failures: [...lacking, ...others].slice(0, MOST_NAMED),
    ...(told?.hasUnnamedFailures && { hasUnnamedFailures: true }),
    ...(look.doubtfulAccounts.length > 0 && { doubtful: look.doubtfulAccounts }),
  };
}

const MOST_NAMED = 100;

const WITHOUT_ACCESS = {
  error: 'WithoutAccess',
  message: 'ListPortfolioAccess does not list it, although the share does not name it as failed.',
} as const;
