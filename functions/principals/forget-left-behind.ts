import { expireUnwanted, listShareEntries, pruneLeftBehind } from '../../aws/ledger/shares.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { leftBehindWithout, takenOffBy } from '../../core/outcome/left-behind.ts';
import { keptBeyondOpen } from '../task/settings.ts';

/** What is off is left behind by no share any more: so a list of that does not grow for good, and its item may expire. */
export async function forgetLeftBehind(record: RequestRecord, now: string): Promise<void> {
  const takenOff = takenOffBy(record);
  if (takenOff.length === 0) return;
  for (const entry of await listShareEntries(record.request.portfolioId)) {
    const left = leftBehindWithout(entry.leftBehind ?? [], takenOff);
    if (!left) continue;
    await pruneLeftBehind(entry, left);
    await expireUnwanted(entry, keptBeyondOpen(now));
  }
}
