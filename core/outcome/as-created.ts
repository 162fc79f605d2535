import { creationOf } from '../ledger/creation-of.ts';
import { latestLook } from '../ledger/end-after.ts';
import type { RequestRecord } from '../ledger/request-record.ts';
import { type CaughtError, failureOf } from './failure-of.ts';

interface Judged {
  readonly record: RequestRecord;
  readonly error: CaughtError | undefined;
}

/**
 * A request created its share, and then tried to bring it to accounts that the creation had missed. If that came to no
 * good end (the time was up, it was cancelled, its execution died, Service Catalog refused), or nobody looked what it
 * brought, what was created stands: the request is judged by that, and the accounts that lack it are named.
 */
export function asCreated(record: RequestRecord, error: CaughtError | undefined): Judged {
  const created = record.created && creationOf(record);
  // An account is looked for once everything else is done.
  if (!created || record.share?.isOtherwise || record.verification) return { record, error };
  if (error !== undefined && failureOf(error).isDefect) return { record, error };
  const { intent, ...rest } = record;
  // The share went meanwhile and was created once more: a look from before that says nothing of it.
  const isLast = created === record.share && intent?.write === 'CREATE' && intent.answer === 'ANSWERED';
  const isBroken = record.share?.write === 'UPDATE' && record.share.status === 'ERROR';
  if (error === undefined && (isLast || (!isBroken && latestLook(record)))) return { record, error };
  return { record: { ...rest, share: created, ...(isLast && { intent }) }, error: undefined };
}
