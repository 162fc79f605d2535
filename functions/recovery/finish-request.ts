import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { beginEmission, recordEmission, recordOutcome, stopRequest } from '../../aws/ledger/requests.ts';
import { deniedCall } from '../../core/outcome/is-failure-of-ours.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import { outcomeOf } from '../../core/outcome/outcome-of.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { advanceLease } from '../lease/advance-lease.ts';
import { leaveLease } from '../lease/leave-lease.ts';
import { wakeWaiter } from '../lease/wake-waiter.ts';
import { countFailure } from '../outcome/count-failure.ts';
import { keepWanted } from '../outcome/keep-wanted.ts';
import { putOutcome } from '../outcome/put-outcome.ts';
import { noteId } from '../request/note-id.ts';
import { keptUntil, leaseScopeOf, leaseSettings } from '../task/settings.ts';
import type { Task } from '../task/task-handler.ts';
import { errorOfEnded } from './error-of-ended.ts';
import { isInFlight } from './is-in-flight.ts';
import { pollAgain } from './poll-again.ts';

/** So long it is tried to keep what is wanted, which others who have their turn go by. Then the queue goes on without. */
const KEEP_TRYING_MS = 600_000;

/**
 * Does what an ended execution left undone: stops the request, decides its outcome from what the ledger says was done,
 * leaves the lease, and emits. Every step is safe to repeat: if this dies, the next sweep goes on.
 * @param status how the execution ended, for the sentence; a denial that it tells of is PERMISSION_MISSING
 */
export async function finishRequest(requestKey: string, status: string, task: Task): Promise<void> {
  const { now, logger } = task;
  const stopped = await stopRequest(requestKey, now);
  if (isInFlight(stopped, now)) {
    return logger.warn('Left to the next sweep: a write may be answered any moment', { requestKey });
  }
  // Its execution may have died between the claim and this.
  if (!stopped.outcome) await noteId(stopped);
  const record = await pollAgain(stopped, now, logger);
  const error = errorOfEnded(record, status);
  const outcome = record.outcome ?? (await recordOutcome(requestKey, outcomeOf(record, error, now)));
  if (record.outcome === undefined) countFailure([outcome, record, error], now);
  let notKept: unknown;
  try {
    await keepWanted(record, outcome, now);
  } catch (error) {
    if (Date.parse(now) - Date.parse(stopped.stoppedAt ?? now) < KEEP_TRYING_MS) throw error;
    notKept = error;
  }
  const scope = record.leaseScope ?? leaseScopeOf(record.request.portfolioId);
  const left = await leaveLease(leaseTable, scope, record, leaseSettings, now);
  await advanceLease(leaseTable, scope, now, wakeWaiter);
  await emit(record, outcome, task);
  if (notKept) {
    const sentence = `${requestKey} has its outcome, and the ledger does not keep which share is wanted since`;
    throw new Error(sentence, { cause: notKept });
  }
  const { code, cause } = outcome.detail.failure ?? {};
  const denied = deniedCall(record, error);
  logger.warn('Finished what an ended execution left undone', {
    requestKey,
    status,
    left,
    code,
    cause,
    denied,
  });
}

async function emit(record: StoredRequest, outcome: Outcome, task: Task): Promise<void> {
  const { requestKey, emittedAt, resendAskedBy } = record;
  const isDelivered = emittedAt !== undefined && resendAskedBy === undefined;
  if (isDelivered) return recordEmission(requestKey, task.now, keptUntil(task.now));
  const begun = await beginEmission(requestKey, task, 'RECOVERY');
  if (!begun) return;
  await putOutcome(begun, outcome, task.attempt);
  await recordEmission(requestKey, task.now, keptUntil(task.now));
}
