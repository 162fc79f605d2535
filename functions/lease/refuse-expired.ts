import { rejected } from '../../core/foliocast-error.ts';
import { whyExpired, whyTooLate } from '../../core/ledger/request-age.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { shareSettings } from '../task/settings.ts';

/**
 * Called before the approval, before the queue, and at the turn's first plan. While a request sleeps, the sweep does the
 * same.
 * @throws EXPIRED
 */
export function refuseExpired(record: RequestRecord, now: string): void {
  const why = whyExpired(record, now, shareSettings.oldestSeconds);
  if (why !== undefined) throw rejected('EXPIRED', why);
}

/** Called before each write, until one was begun: others, and Service Catalog, may put it off for hours. @throws EXPIRED */
export function refuseTooLate(record: RequestRecord, now: string): void {
  const why = whyTooLate(record, now);
  if (why !== undefined) throw rejected('EXPIRED', why);
}
