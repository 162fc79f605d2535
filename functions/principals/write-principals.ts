import { recordPrincipalsAnswer, recordPrincipalsIntent } from '../../aws/ledger/principal-writes.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { PrincipalsRecord } from '../../core/ledger/request-record.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { assertHoldsLease, type Turn } from '../lease/hold-lease.ts';
import type { Task } from '../task/task-handler.ts';

/**
 * Writes principals one after another by the protocol of every write: the intent before each call, what became of
 * it after the last, so that whoever finds the request dead knows whether a call may still be under way.
 * @param counted what is to be recorded, by what `write` has done so far
 */
export async function writePrincipals(
  turn: Turn,
  principals: readonly RequestedPrincipal[],
  write: (principal: RequestedPrincipal) => Promise<void>,
  counted: () => PrincipalsRecord,
  { now, signal }: Pick<Task, 'now' | 'signal'>,
): Promise<void> {
  const { requestKey } = turn;
  const attempt = (isUnsettled: boolean) => ({
    ...counted(),
    startedAt: now,
    ...(isUnsettled && { isUnsettled }),
  });
  if (principals.length === 0) return recordPrincipalsIntent(requestKey, attempt(false));
  let isUnsettled = false;
  try {
    for (const principal of principals) {
      await recordPrincipalsIntent(requestKey, attempt(true));
      // After the intent: whoever takes the lease away from now on finds it, and lets the lease drain.
      await assertHoldsLease(turn);
      // A function frozen at its time-out goes on when it is thawed: not with a write, minutes later.
      signal.throwIfAborted();
      isUnsettled = true;
      await write(principal);
      isUnsettled = false;
    }
  } catch (error) {
    if (error instanceof FoliocastError && error.name !== 'AmbiguousWrite') isUnsettled = false;
    throw error;
  } finally {
    await recordPrincipalsAnswer(requestKey, attempt(isUnsettled));
  }
}
