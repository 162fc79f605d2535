import type { ShareError, ShareReport } from './share-status.ts';

export interface AccountFailure {
  readonly accountId: string;
  readonly error: string;
  readonly message: string;
}

/** Per account, what became of a share. Counts are full; lists are capped where the judge is told to. */
export interface AccountsJudged {
  readonly succeeded: number;
  readonly failed: number;
  /** Reached by another path already: `DuplicateResourceException`, benign while that path lives. */
  readonly alreadyReached: number;
  readonly alreadyReachedAccounts: readonly string[];
  readonly failures: readonly AccountFailure[];
}

/** Failures named in an outcome: of 5,000 accounts the first hundred; the count is always the full one. */
const MOST_FAILURES_NAMED = 100;
const MESSAGE_CHARACTERS = 300;

/** Reached by two paths, e.g. parent and child unit: the account has the portfolio (seen in the wild). */
const ALREADY_REACHED = 'DuplicateResourceException';
/** Asynchronous throttling on the recipient's side: only making the share again mends it (seen in the wild). */
const MENDED_BY_REMAKING = 'ThrottlingException';

export function judgeAccounts({ successfulAccounts, shareErrors }: ShareReport): AccountsJudged {
  const reached = accountsOf(shareErrors.filter(({ error }) => error === ALREADY_REACHED));
  const failures = shareErrors.filter(({ error }) => error !== ALREADY_REACHED).flatMap(namedFailures);
  return {
    succeeded: successfulAccounts.length,
    failed: failures.length,
    alreadyReached: reached.length,
    alreadyReachedAccounts: reached.slice(0, MOST_FAILURES_NAMED),
    failures: failures.slice(0, MOST_FAILURES_NAMED),
  };
}

/** Whether every failure is one that making the share again would mend, and whether nobody has it yet. */
export function judgeThrottling(report: ShareReport): 'NONE' | 'SOME' | 'ALL' {
  const throttled = accountsOf(report.shareErrors.filter(({ error }) => error === MENDED_BY_REMAKING));
  if (throttled.length === 0) return 'NONE';
  const others = accountsOf(report.shareErrors).length - throttled.length;
  return others === 0 && report.successfulAccounts.length === 0 ? 'ALL' : 'SOME';
}

function namedFailures({ accounts, error, message }: ShareError): AccountFailure[] {
  return accounts.map((accountId) => ({ accountId, error, message: message.slice(0, MESSAGE_CHARACTERS) }));
}

function accountsOf(errors: readonly ShareError[]): string[] {
  return [...new Set(errors.flatMap(({ accounts }) => accounts))];
}
