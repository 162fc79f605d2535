import type { RequestRecord } from '../ledger/request-record.ts';
import { isEndStatus } from '../share/share-status.ts';
import type { Draining } from './lease.ts';
import type { LeaseSettings } from './lease-section.ts';

/** What a holder that has gone may have left running. Without a token nobody can ask how it ends. */
export type LeftRunning = 'NOTHING' | { readonly portfolioShareToken?: string };

/** As long as a client waits for the answer to a write, and a little: a call without one may take effect until then. */
const LATE_MS = 70_000;

/**
 * A share that was started and has not been seen to end, or a write (of a share or a principal) without an answer. A
 * later write that was refused proves nothing of the share: it may have been refused because the share still runs. A call
 * for a principal is refused by nothing, so one without an answer is waited for though a later one was answered.
 */
export function leftRunning(
  { intent, share, principals }: Pick<RequestRecord, 'intent' | 'share' | 'principals'>,
  now: string,
): LeftRunning {
  if (intent?.answer === 'UNANSWERED' || principals?.isUnsettled || isDoubted(principals, now)) return {};
  if (!share || isEndStatus(share.status)) return 'NOTHING';
  return share.portfolioShareToken === undefined ? {} : { portfolioShareToken: share.portfolioShareToken };
}

function isDoubted(principals: RequestRecord['principals'], now: string): boolean {
  const { doubtedAt } = principals ?? {};
  return doubtedAt !== undefined && Date.parse(now) - Date.parse(doubtedAt) < LATE_MS;
}

/** @returns what the lease has to wait for; `undefined` if nothing of its holder can still be running */
export function drainingOf(
  record: RequestRecord,
  settings: LeaseSettings,
  now: string,
): Draining | undefined {
  const running = leftRunning(record, now);
  if (running === 'NOTHING') return undefined;
  const { requestKey, fence = 0 } = record;
  const seconds =
    running.portfolioShareToken === undefined ? settings.drainBlindSeconds : settings.drainSeconds;
  const until = new Date(Date.parse(now) + seconds * 1000).toISOString();
  return { requestKey, fence, ...running, since: now, until };
}
