import { leaseTable } from '../../aws/ledger/lease-table.ts';
import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { recordWish } from '../../aws/ledger/wishes.ts';
import { FoliocastError, rejected } from '../../core/foliocast-error.ts';
import { placeOf } from '../../core/lease/place.ts';
import { type Attempt, orderOfAttempt } from '../task/order-of-attempt.ts';
import { leaseScopeOf, leaseSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import { advanceLease } from './advance-lease.ts';
import { joinQueue } from './join-queue.ts';
import { refuseCancelled } from './refuse-cancelled.ts';
import { refuseExpired } from './refuse-expired.ts';
import { wakeWaiter } from './wake-waiter.ts';

interface Input {
  readonly requestKey: string;
  readonly requestId: string;
  readonly portfolioId: string;
  readonly taskToken: string;
  /**
   * The machine counts it. An attempt that was frozen and goes on late would read a newer number from the ledger.
   * Absent in executions of version 0.1.0.
   */
  readonly turn?: { readonly number: number };
  readonly attempt?: Attempt;
}

/** Another call that granted so lately is about to tell the holder: thousands who join need not tell it again. */
const PATIENCE_MS = 5_000;

/** Queues for the lease; the execution sleeps on its task token until its turn comes. */
export const handler = taskHandler(
  async ({ requestKey, portfolioId, taskToken, turn: given, attempt }: Input, { now, logger, signal }) => {
    const record = await readRequest(requestKey);
    refuseCancelled(record);
    refuseExpired(record, now);
    const scope = record.leaseScope ?? leaseScopeOf(portfolioId);
    signal.throwIfAborted();
    await recordProgress(requestKey, { phase: 'QUEUED', leaseScope: scope });
    await recordWish(record);
    await leaseTable.open(scope);
    const turn = given?.number ?? (record.approval?.round ?? 0) + 1;
    const place = placeOf(record.request.action, record.number ?? 0, requestKey, turn);
    const { acceptedAt } = record;
    const tokenAt = orderOfAttempt(attempt, now);
    const waiting = { requestKey, turn, taskToken, tokenAt, scope, place, acceptedAt };
    const joined = await joinQueue(leaseTable, waiting, leaseSettings.longestQueue);
    switch (joined) {
      case 'FULL':
        throw rejected('QUEUE_FULL', `${leaseSettings.longestQueue} requests wait for their turn already`);
      case 'OVER':
        throw new FoliocastError('LeaseLost', `Turn ${turn} of the request is over`);
      case 'LATER_ATTEMPT':
        throw new FoliocastError('LedgerUnavailable', 'A later attempt waits for the lease already');
      case 'WAITING':
      case 'GRANTED':
        logger.info('Waiting for the lease', { scope, joined, turn });
        return advanceLease(leaseTable, scope, now, wakeWaiter, joined === 'GRANTED' ? 0 : PATIENCE_MS);
      default:
        return joined satisfies never;
    }
  },
);
