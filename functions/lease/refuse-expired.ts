import { rejected } from '../../core/foliocast-error.ts';
import { whyExpired, whyTooLate } from '../../core/ledger/request-age.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { shareSettings } from '../task/settings.ts';

/** Before somebody is asked about it, before it queues, and at its turn. @throws EXPIRED */
export function refuseExpired(record: RequestRecord, now: string): void {
  const why = whyExpired(record, now, shareSettings.oldestSeconds);
  if (why !== undefined) throw rejected('EXPIRED', why);
}

/** In its turn, before its first write, which somebody else's action may put off for hours. @throws EXPIRED */
export function refuseTooLate(record: RequestRecord, now: string): void {
  const why = whyTooLate(record, now);
  if (why !== undefined) throw rejected('EXPIRED', why);
}
