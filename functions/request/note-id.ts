import { noteRequestId } from '../../aws/ledger/request-ids.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { keptUntil } from '../task/settings.ts';

/**
 * How long a request may wait for an approval and its turn, by the largest settings. `keepDays` counts only from its
 * end.
 */
const LONGEST_OPEN_SECONDS = 90 * 86_400;

/** From now on the commands find the request by the id that its sender gave it. Harmless when repeated. */
export function noteId(record: RequestRecord): Promise<void> {
  return noteRequestId(record, keptUntil(record.acceptedAt) + LONGEST_OPEN_SECONDS);
}
