import { rejected } from '../../core/foliocast-error.ts';
import { whyExpired } from '../../core/ledger/request-age.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { shareSettings } from '../task/settings.ts';

/** Before somebody is asked about it, before it queues, and at its turn. @throws EXPIRED */
export function refuseWhatIsExpired(record: RequestRecord, now: string): void {
  const why = whyExpired(record, now, shareSettings.oldestSeconds);
  if (why !== undefined) throw rejected('EXPIRED', why);
}
