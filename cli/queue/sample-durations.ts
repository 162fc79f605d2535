import { latestRequests } from '../../aws/ledger/request-ids.ts';

/** So many turns are enough for an estimate. */
const MOST = 50;
/** How many of the latest requests to read: if the queue is long, the latest have had no turn yet. */
const MOST_READ = 500;

/** How long turns took, in seconds, of the latest requests that had one. */
export async function sampleDurations(): Promise<number[]> {
  const durations: number[] = [];
  let read = 0;
  for await (const records of latestRequests()) {
    for (const { outcome, grantedAt } of records)
      if (outcome && grantedAt !== undefined) durations.push(outcome.detail.timing.ranSeconds);
    read += records.length;
    if (durations.length >= MOST || read >= MOST_READ) break;
  }
  return durations.slice(0, MOST);
}
