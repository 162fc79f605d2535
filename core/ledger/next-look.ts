import type { RequestRecord } from './request-record.ts';

/** A sleeping request is looked at after this time at the latest, in case whatever should wake it was lost. */
const LONGEST_SLEEP_MS = 600_000;

/**
 * When the sweeper is to look at a request again. A request that waits for a person or for its turn sleeps. A
 * decision, an operator's mark, or the end of its execution makes it due at once. The sweeper looks at all others every minute.
 */
export function nextLookAt(record: RequestRecord, now: string): string {
  if (!isAsleep(record)) return now;
  const { approval, phase, request } = record;
  const ends = [
    Date.parse(now) + LONGEST_SLEEP_MS,
    phase === 'AWAITING_APPROVAL' ? Date.parse(approval?.expiresAt ?? '') : Number.NaN,
    Date.parse(request?.notAfter ?? ''),
  ];
  const first = Math.min(...ends.filter((end) => !Number.isNaN(end)));
  return new Date(Math.max(Date.parse(now), first)).toISOString();
}

export function isAsleep({ phase, approval, cancelledBy, leaseTakenBy }: RequestRecord): boolean {
  if (cancelledBy !== undefined || leaseTakenBy !== undefined) return false;
  return phase === 'QUEUED' || (phase === 'AWAITING_APPROVAL' && approval?.decision === undefined);
}
