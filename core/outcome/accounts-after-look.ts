import type { ShareRecord } from '../ledger/request-record.ts';
import type { AccessLook } from '../share/access.ts';
import { type AccountFailure, type AccountsJudged, hasFailures } from '../share/share-errors.ts';

interface AccountsTold extends AccountsJudged {
  /** Without access, and not counted as failed: whether AWS reaches them is not known. */
  readonly doubtful?: readonly string[];
}

/** The last action. `isSame`: an update to the flags that the share had, which failed nobody who has access. */
export interface ShareTold extends Pick<ShareRecord, 'write' | 'status' | 'accounts' | 'isConfirmation'> {
  readonly isSame?: boolean;
}

/**
 * The accounts of an outcome. Failed are:
 * 1. those that a look saw without access, with the reason if Service Catalog named them;
 * 2. those that the last action named, though they have access (by another path, with other flags) or it is not known
 *    whether AWS reaches them. A failure without an error's name may only mean that the account has two paths: it does
 *    not count if the account has access.
 * Whoever has left the node has not failed.
 * @param created what the creation told, if another action followed it
 * @param earlier whom the last action before this request named
 */
export function accountsAfterLook(
  share: ShareTold | undefined,
  look: AccessLook | undefined,
  created?: AccountsJudged,
  earlier: readonly AccountFailure[] = [],
): AccountsTold | undefined {
  const told = share?.accounts ?? created;
  if (!look) return share?.isSame ? created : told;
  const named = new Map(told?.failures.map((failure) => [failure.accountId, failure]));
  const isMade = share?.write === 'CREATE' && !share.isConfirmation;
  const before = [...(isMade ? [] : earlier), ...(created?.failures ?? [])];
  const why = new Map(before.map((failure) => [failure.accountId, failure]));
  const lacking = look.lackingAccounts.map(
    (accountId): AccountFailure =>
      named.get(accountId) ?? why.get(accountId) ?? { accountId, ...WITHOUT_ACCESS },
  );
  // Service Catalog says that accounts failed, but none that we can look at lacks access.
  const isNamed = told !== undefined && told.failed + told.alreadyReached > 0 && !told.hasUnnamedFailures;
  const hasEnded = share && !share.isConfirmation && !share.isSame && hasFailures(share.status, told);
  const isUnnamed = hasEnded && look.lacking === 0 && !isNamed;
  const lackingIds = new Set(look.lackingAccounts);
  const elsewhere = new Set(look.elsewhereAccounts);
  const isUpdate = share?.write === 'UPDATE' && !share.isSame;
  // Not of a creation that another action followed: whoever has access now was brought it. And if the look names only
  // some, those who are not among them may be the same.
  const isWhole = look.lacking === look.lackingAccounts.length;
  const others = ((isWhole && !share?.isSame) || isUpdate ? (share?.accounts?.failures ?? []) : []).filter(
    ({ accountId, error }) =>
      !lackingIds.has(accountId) && !elsewhere.has(accountId) && (isUpdate || error !== ''),
  );
  const failed = new Set([...lackingIds, ...others.map(({ accountId }) => accountId)]);
  const doubtful = look.doubtfulAccounts.filter((accountId) => !failed.has(accountId));
  // Without access, they are not among those that have it.
  const othersHaving = others.filter(({ accountId }) => !look.doubtfulAccounts.includes(accountId));
  // An update may name only some of those that have other flags than asked for.
  const { failed: all = 0, failures = [] } = (isUpdate && share.accounts) || {};
  const left = failures.filter(({ accountId }) => !failed.has(accountId));
  const notNamed = Math.max(0, all - left.length - look.lacking - others.length);
  const without = new Set([...failed, ...look.doubtfulAccounts, ...elsewhere]);
  const { count: alreadyReached, accountIds: reached } = reachedBefore([told, created], look, without);
  return {
    succeeded: Math.max(0, look.having - othersHaving.length - notNamed - alreadyReached),
    failed: look.lacking + others.length + notNamed,
    alreadyReached,
    alreadyReachedAccounts: reached.slice(0, MOST_NAMED),
    failures: [...lacking, ...others].slice(0, MOST_NAMED),
    ...(isUnnamed && { hasUnnamedFailures: true }),
    ...(doubtful.length > 0 && { doubtful }),
  };
}

/**
 * Who had it by another path, and has it still. A list may name only the first hundred of those that it counts.
 * @param others who is counted elsewhere: each account counts once
 */
function reachedBefore(
  ended: readonly (AccountsJudged | undefined)[],
  look: AccessLook,
  others: ReadonlySet<string>,
) {
  const each = ended.flatMap((one) => {
    if (!one) return [];
    const accountIds = one.alreadyReachedAccounts.filter((accountId) => !others.has(accountId));
    const count = one.alreadyReached - (one.alreadyReachedAccounts.length - accountIds.length);
    return [{ count: Math.min(look.having, count), accountIds }];
  });
  const accountIds = [...new Set(each.flatMap((one) => one.accountIds))];
  return { count: Math.max(accountIds.length, ...each.map(({ count }) => count)), accountIds };
}

const MOST_NAMED = 100;

const WITHOUT_ACCESS = {
  error: 'WithoutAccess',
  message: 'ListPortfolioAccess does not list it, although the share does not name it as failed.',
} as const;
