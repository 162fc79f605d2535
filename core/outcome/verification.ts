import type { RequestRecord } from '../ledger/request-record.ts';
import { type CaughtError, failureOf } from './failure-of.ts';
import { isDefect } from './is-defect.ts';

/** Whether Service Catalog lists the account that the request asked about, as its outcome says it. */
export interface Verification {
  readonly accountId: string;
  readonly listed: boolean;
  /** From the end of the share until the account was listed, or was last looked for. */
  readonly seconds: number;
  /** One sentence, where it is not listed. */
  readonly reason?: string;
}

/** Answers nothing for a request that asked about no account, or whose share never came to its end. */
export function verificationOf(
  { request, verification, cancelledBy }: RequestRecord,
  error: CaughtError | undefined,
): Verification | undefined {
  const accountId = request.verifyAccountId;
  if (accountId === undefined) return undefined;
  if (!verification) {
    return error ? undefined : { accountId, listed: false, seconds: 0, reason: 'Nobody has looked for it.' };
  }
  const { listed, startedAt, lookedAt = startedAt } = verification;
  const seconds = Math.max(0, Math.round((Date.parse(lookedAt) - Date.parse(startedAt)) / 1000));
  if (listed) return { accountId, listed, seconds };
  return { accountId, listed, seconds, reason: reasonOf(error, cancelledBy, seconds) };
}

function reasonOf(error: CaughtError | undefined, cancelledBy: string | undefined, seconds: number): string {
  if (error) return `The look for it ended: ${failureOf(error).cause}`;
  if (cancelledBy !== undefined) return `The look for it was cancelled by ${cancelledBy} after ${seconds} s.`;
  return `Service Catalog did not list it within ${seconds} s.`;
}

/** As the look for one account showed it, which came after the look at all: it may have come by its access meanwhile. */
export function asVerified(record: RequestRecord): RequestRecord {
  const { access, verification } = record;
  if (!access || !verification?.listed) return record;
  const isOther = (accountId: string) => accountId !== verification.accountId;
  const lackingAccounts = access.lackingAccounts.filter(isOther);
  const doubtfulAccounts = access.doubtfulAccounts.filter(isOther);
  const lacked = access.lackingAccounts.length - lackingAccounts.length;
  const having = access.having + lacked + access.doubtfulAccounts.length - doubtfulAccounts.length;
  const lacking = access.lacking - lacked;
  const seen = { ...access, having, lacking, lackingAccounts, doubtfulAccounts };
  const { lost } = access;
  if (!lost?.accounts.includes(verification.accountId)) return { ...record, access: seen };
  const accounts = lost.accounts.filter(isOther);
  return { ...record, access: { ...seen, lost: { count: lost.count - 1, accounts } } };
}

/** The share had ended by then: if the look for the account failed, the share did not. */
export function endedWhileVerifying(
  { verification }: RequestRecord,
  error: CaughtError | undefined,
): error is CaughtError {
  return verification !== undefined && error !== undefined && !isDefect(failureOf(error).code);
}
