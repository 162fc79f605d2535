import type { RequestRecord } from '../ledger/request-record.ts';
import { isEndStatus } from '../share/share-status.ts';
import type { Draining } from './lease.ts';
import type { LeaseSettings } from './lease-section.ts';

/**
 * What the lease has to wait for after its holder has gone: a share that was started and has not been seen to end, or
 * a write (of a share or a principal) without an answer.
 * @returns `undefined` if nothing of the holder can still be running
 */
export function drainingOf(
  { requestKey, fence = 0, intent, share, principals }: RequestRecord,
  settings: LeaseSettings,
  now: string,
): Draining | undefined {
  const isUnanswered = intent?.answer === 'UNANSWERED' || principals?.isUnsettled === true;
  const isRunning = share !== undefined && !isEndStatus(share.status);
  if (!isUnanswered && !isRunning) return undefined;
  const token = isUnanswered ? undefined : share?.portfolioShareToken;
  const seconds = token === undefined ? settings.drainBlindSeconds : settings.drainSeconds;
  const until = new Date(Date.parse(now) + seconds * 1000).toISOString();
  return { requestKey, fence, ...(token !== undefined && { portfolioShareToken: token }), since: now, until };
}
