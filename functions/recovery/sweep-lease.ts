import { leaseTable, resumeIfLeftPaused } from '../../aws/ledger/lease-table.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { LeaseHolder } from '../../core/lease/lease.ts';
import { readPlace } from '../../core/lease/place.ts';
import { ageSeconds } from '../../core/ledger/request-age.ts';
import type { StoredRequest } from '../../core/outcome/stored-request.ts';
import { advanceLease } from '../lease/advance-lease.ts';
import { wakeWaiter } from '../lease/wake-waiter.ts';
import type { Task } from '../task/task-handler.ts';
import { finishRequest } from './finish-request.ts';
import { isDrained } from './is-drained.ts';
import { statusOf } from './status-of.ts';
import type { Guard, IsOver } from './sweep-parts.ts';

/** The next few: a dead one further back is found before its turn comes. */
export const MOST_WAITERS = 20;
/**
 * A holder that has not taken up its turn by then sleeps on a token that nobody knows any more. Sooner it may only wait
 * for Lambda, at the concurrency of a new account.
 */
const LONGEST_UNCONFIRMED_MS = 60 * 60_000;

/** How many wait for a lease, and how old the oldest of the first few is: as for its expiry, without approvers' time. */
export interface Queue {
  readonly length: number;
  /** Of how many of them the execution was looked at. */
  readonly looks: number;
  readonly ageSeconds: number;
  /** Nobody holds the lease or waits for it. */
  readonly isIdle: boolean;
}

/**
 * Ends a draining whose share has ended, removes holders and waiters whose execution is gone, and lets the next
 * request on.
 */
export async function sweepLease(
  scope: string,
  task: Task,
  guard: Guard,
  mostWaiters: number,
  isOver: IsOver = () => false,
): Promise<Queue> {
  const lease = await leaseTable.read(scope);
  const { holder, queue: listed = [], draining } = lease;
  await guard(() => resumeIfLeftPaused(scope, lease));
  await guard(async () => {
    if (!draining || !(await isDrained(draining, task))) return;
    await leaseTable.endDraining(scope, draining);
    task.logger.info('The lease has drained', { scope, draining });
  });
  await guard(async () => {
    if (holder) await finishIfOver(scope, holder.requestKey, task, isOverdue(holder, task.now));
  });
  const places = await leaseTable.firstPlaces(scope, mostWaiters);
  const isIdle = !holder && !draining && listed.length + places.length === 0;
  if (isIdle) {
    // Its length may say otherwise.
    if (isTimeToCount(task.now)) await guard(async () => void (await leaseTable.recount(scope)));
    return { length: 0, looks: 0, ageSeconds: 0, isIdle };
  }
  const waiters = [...listed.slice(0, mostWaiters), ...places.map((place) => readPlace(place).requestKey)];
  let oldestSeconds = 0;
  for (const requestKey of waiters) {
    if (isOver()) break;
    await guard(async () => {
      const waiter = await finishIfOver(scope, requestKey, task, false);
      if (waiter) oldestSeconds = Math.max(oldestSeconds, ageSeconds(waiter, task.now));
    });
  }
  if (isTimeToCount(task.now)) await guard(async () => void (await leaseTable.recount(scope)));
  await guard(() => advanceLease(leaseTable, scope, task.now, wakeWaiter));
  const length = listed.length + (await leaseTable.countWaiting(scope));
  return { length, looks: waiters.length, ageSeconds: oldestSeconds, isIdle };
}

async function finishIfOver(
  scope: string,
  requestKey: string,
  task: Task,
  isHangingOn: boolean,
): Promise<StoredRequest | undefined> {
  const { now, logger } = task;
  const record = await findRequest(requestKey);
  if (!record) {
    logger.error('Removed from the lease what the ledger holds no request of', { scope, requestKey });
    await leaseTable.closeTicket(requestKey, now);
    await leaseTable.release(scope, requestKey, undefined, undefined);
    await leaseTable.removeListed(scope, requestKey);
    return undefined;
  }
  const status = await statusOf(record, now);
  const isOver = status !== 'RUNNING';
  if (isOver || isHangingOn) await finishRequest(requestKey, isOver ? status : 'ASLEEP', task);
  return record;
}

/** Every ten minutes. The stored length of the queue is only about right, and counting reads the whole queue. */
function isTimeToCount(now: string): boolean {
  return new Date(now).getUTCMinutes() % 10 === 0;
}

function isOverdue({ confirmedAt, grantedAt }: LeaseHolder, now: string): boolean {
  return confirmedAt === undefined && Date.parse(now) - Date.parse(grantedAt) > LONGEST_UNCONFIRMED_MS;
}
