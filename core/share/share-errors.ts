import type { ShareError, ShareReport, ShareStatus } from './share-status.ts';

export interface AccountFailure {
  readonly accountId: string;
  readonly error: string;
  readonly message: string;
}

/** Per account, what became of a share. Counts are full; lists name the first hundred. */
export interface AccountsJudged {
  readonly succeeded: number;
  readonly failed: number;
  /** Reached by another path already: `DuplicateResourceException`, benign while that path lives. */
  readonly alreadyReached: number;
  readonly alreadyReachedAccounts: readonly string[];
  readonly failures: readonly AccountFailure[];
  /** Service Catalog says that more failed, and does not name them. */
  readonly hasUnnamedFailures?: boolean;
}

/** Failures named in an outcome: of 5,000 accounts the first hundred; the count is always the full one. */
const MOST_FAILURES_NAMED = 100;
const MESSAGE_CHARACTERS = 300;

/** Reached by two paths, e.g. parent and child unit: the account has the portfolio (seen in the wild). */
const ALREADY_REACHED = 'duplicateresource';
/** Asynchronous throttling on the recipient's side: only making the share again mends it (seen in the wild). */
const MENDED_BY_REMAKING = 'throttling';

/** `Error` is a free text in AWS's model: with or without a namespace, `Exception`, capitals and underscores. */
function kindOf({ error }: Pick<ShareError, 'error'>): string {
  return error
    .replace(/^.*#/, '')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase()
    .replace(/exception$/, '');
}

/**
 * Each account once: who is named as failed has failed, whatever else names it. Who has the portfolio otherwise has not
 * failed to get it; of a deletion, each error is a failure.
 * @returns `undefined` where nothing is known of any account
 */
export function judgeAccounts(
  report: ShareReport,
  write: 'CREATE' | 'UPDATE' | 'DELETE',
): AccountsJudged | undefined {
  const { successfulAccounts, shareErrors } = report;
  const isBenign = (one: ShareError) => write !== 'DELETE' && kindOf(one) === ALREADY_REACHED;
  const failures = onceEach(shareErrors.filter((one) => !isBenign(one)).flatMap(namedFailures));
  const failed = new Set(failures.map(({ accountId }) => accountId));
  const reached = accountsOf(shareErrors.filter(isBenign)).filter((accountId) => !failed.has(accountId));
  const counted = new Set([...failed, ...reached]);
  const succeeded = new Set(successfulAccounts.filter((accountId) => !counted.has(accountId))).size;
  const hasUnnamed = hasUnnamedFailures(report);
  const isNothingKnown = hasUnnamed && succeeded + failures.length + reached.length === 0;
  if (!report.hasDetails || isNothingKnown) return undefined;
  return {
    succeeded,
    failed: failures.length,
    alreadyReached: reached.length,
    alreadyReachedAccounts: reached.slice(0, MOST_FAILURES_NAMED),
    failures: failures.slice(0, MOST_FAILURES_NAMED),
    ...(hasUnnamed && { hasUnnamedFailures: true }),
  };
}

/** Whether Service Catalog names the account, be it as shared or as failed. */
export function isNamedBy({ successfulAccounts, shareErrors }: ShareReport, accountId: string): boolean {
  return [successfulAccounts, ...shareErrors.map(({ accounts }) => accounts)].flat().includes(accountId);
}

/** The status counts: if it says that accounts failed, a list that is missing or empty does not say otherwise. */
function hasUnnamedFailures({ status, shareErrors }: ShareReport): boolean {
  const isPartial = status === 'COMPLETED_WITH_ERRORS' || status === 'ERROR';
  return shareErrors.some(({ accounts }) => accounts.length === 0) || (isPartial && shareErrors.length === 0);
}

/** Whether some account lacks what the action was to bring. An account that has it by another path does not count. */
export function hasFailures(status: ShareStatus, accounts: AccountsJudged | undefined): boolean {
  if (status === 'ERROR' || accounts?.hasUnnamedFailures) return true;
  if (accounts && accounts.failed > 0) return true;
  // Recorded before unnamed failures were, or without any list.
  return status === 'COMPLETED_WITH_ERRORS' && !(accounts && accounts.alreadyReached > 0);
}

/** Whether every failure is one that making the share again would mend, and whether nobody has it yet. */
export function wasOnlyThrottled(accounts: AccountsJudged): boolean {
  const { failures, failed, succeeded, alreadyReached, hasUnnamedFailures = false } = accounts;
  if (failures.length === 0 || succeeded + alreadyReached > 0) return false;
  // What is not named may have failed for another reason.
  if (hasUnnamedFailures || failed > failures.length) return false;
  return failures.every((one) => kindOf(one) === MENDED_BY_REMAKING);
}

function namedFailures({ accounts, error, message }: ShareError): AccountFailure[] {
  return accounts.map((accountId) => ({ accountId, error, message: message.slice(0, MESSAGE_CHARACTERS) }));
}

function onceEach(failures: readonly AccountFailure[]): AccountFailure[] {
  return [...new Map(failures.map((failure) => [failure.accountId, failure])).values()];
}

function accountsOf(errors: readonly ShareError[]): string[] {
  return [...new Set(errors.flatMap(({ accounts }) => accounts))];
}
