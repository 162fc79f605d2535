import type { ShareError, ShareReport } from './share-status.ts';

export interface ShortReport {
  readonly shareErrors: readonly ShareError[];
  readonly successfulAccounts: readonly string[];
  /** How many accounts were left out, those that failed last of all. */
  readonly notKept: number;
}

/** Twelve digits in JSON, with quotes and comma. */
const ACCOUNT_CHARACTERS = 15;
const MESSAGE_CHARACTERS = 500;

/** As much of a report as fits. Failures come first: somebody has to look for those. */
export function shortenReport(
  { shareErrors, successfulAccounts }: Pick<ShareReport, 'shareErrors' | 'successfulAccounts'>,
  mostCharacters: number,
): ShortReport {
  let left = mostCharacters;
  const fitting = (accounts: readonly string[]) => {
    const kept = accounts.slice(0, Math.max(0, Math.floor(left / ACCOUNT_CHARACTERS)));
    left -= kept.length * ACCOUNT_CHARACTERS;
    return kept;
  };
  const keptErrors = shareErrors.map(({ error, message, accounts }) => {
    const short = { error, message: message.slice(0, MESSAGE_CHARACTERS) };
    left -= JSON.stringify({ ...short, accounts: [] }).length + 1;
    return { ...short, accounts: fitting(accounts) };
  });
  const keptSuccesses = fitting(successfulAccounts);
  const all = successfulAccounts.length + sum(shareErrors);
  return {
    shareErrors: keptErrors,
    successfulAccounts: keptSuccesses,
    notKept: all - keptSuccesses.length - sum(keptErrors),
  };
}

function sum(errors: readonly ShareError[]): number {
  return errors.reduce((total, { accounts }) => total + accounts.length, 0);
}
