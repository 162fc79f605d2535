import { recordPrincipalsAnswer, recordPrincipalsIntent } from '../../aws/ledger/principal-writes.ts';
import { errorEntry } from '../../core/error-catalogue.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { PrincipalsRecord, RequestRecord } from '../../core/ledger/request-record.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { assertHoldsLease, type Turn } from '../lease/hold-lease.ts';
import type { Task } from '../task/task-handler.ts';

/** A turn in which principals are written, until its deadline. */
export type PrincipalsTurn = Turn & { readonly share: { readonly deadlineAt: string } };

/**
 * Writes principals one after another. As for every write, the intent is recorded before each call, and the result
 * after the last: so whoever finishes a dead request knows whether a call may still be under way.
 * @param record with what an earlier attempt recorded
 * @param counted what to record, after what `write` has done so far
 */
export async function writePrincipals(
  turn: PrincipalsTurn,
  { principals: before, planVisit }: Pick<RequestRecord, 'principals' | 'planVisit'>,
  principals: readonly RequestedPrincipal[],
  write: (principal: RequestedPrincipal) => Promise<void>,
  counted: () => PrincipalsRecord,
  { now, signal }: Pick<Task, 'now' | 'signal'>,
): Promise<void> {
  const { requestKey } = turn;
  const wasUnsettled = before?.isUnsettled === true;
  // The call without an answer began before this attempt did.
  const doubtedAt = wasUnsettled ? now : before?.doubtedAt;
  const attempt = (isUnsettled: boolean) => ({
    ...counted(),
    startedAt: now,
    ...(isUnsettled && { isUnsettled }),
    ...(doubtedAt !== undefined && { doubtedAt }),
  });
  if (principals.length === 0) return recordPrincipalsIntent(requestKey, attempt(false));
  let isUnsettled = wasUnsettled;
  let written = 0;
  try {
    for (const principal of principals) {
      await recordPrincipalsIntent(requestKey, attempt(true));
      // After the intent was recorded: whoever takes the lease away from now on sees it, and lets the lease drain.
      await assertHoldsLease(turn);
      // A function that was frozen at its time-out must not write when it goes on minutes later.
      signal.throwIfAborted();
      isUnsettled = true;
      await write(principal);
      isUnsettled = wasUnsettled;
      written += 1;
    }
    isUnsettled = false;
  } catch (error) {
    if (!(error instanceof FoliocastError)) throw error;
    if (error.name !== 'AmbiguousWrite') isUnsettled = wasUnsettled;
    const isTransient = errorEntry(error.name).kind === 'transient';
    // The machine of version 0.1.0 knows no PrincipalsInterrupted.
    const isKnown = planVisit !== undefined;
    const mayGoOn = isKnown && written > 0 && now < turn.share.deadlineAt && isTransient;
    throw mayGoOn ? interrupted(written, principals.length, error) : error;
  } finally {
    await recordPrincipalsAnswer(requestKey, attempt(isUnsettled));
  }
}

/** The machine starts a new round of tries: so the number of tries grows with the number of principals. */
function interrupted(written: number, all: number, cause: FoliocastError): FoliocastError {
  const message = `${written} of ${all} principals were written, then: ${cause.message}`;
  return new FoliocastError('PrincipalsInterrupted', message, { cause });
}
