import { rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';

/** Every step that goes on calls this first. @throws CANCELLED once an operator asked to stop the request */
export function refuseCancelled({ cancelledBy }: Pick<RequestRecord, 'cancelledBy'>): void {
  if (cancelledBy !== undefined) throw rejected('CANCELLED', `cancelled by ${cancelledBy}`);
}
