import { noteRequestId } from '../../aws/ledger/request-ids.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { keptBeyondOpen } from '../task/settings.ts';

/** From now on the commands find the request by the id that its sender gave it. Harmless when repeated. */
export function noteId(record: RequestRecord): Promise<void> {
  return noteRequestId(record, keptBeyondOpen(record.acceptedAt));
}
