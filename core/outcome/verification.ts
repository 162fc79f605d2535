import type { RequestRecord } from '../ledger/request-record.ts';
import { type CaughtError, failureOf } from './failure-of.ts';

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

/** The share had ended by then: if the look for the account failed, the share did not. */
export function endedWhileVerifying(
  { verification }: RequestRecord,
  error: CaughtError | undefined,
): error is CaughtError {
  return verification !== undefined && error !== undefined && !failureOf(error).isDefect;
}
