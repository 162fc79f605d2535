import { readSuccessfulAccounts } from '../../aws/ledger/account-reports.ts';
import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { FoliocastError, rejected } from '../../core/foliocast-error.ts';
import { endAfter } from '../../core/ledger/end-after.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { secondsSince } from '../../core/ledger/seconds-since.ts';
import type { AccessLook } from '../../core/share/access.ts';
import { type Means, nextMeans } from '../../core/share/next-means.ts';
import { areEqual } from '../../core/share/share-plan.ts';
import { hasTimeToRemake } from '../../core/share/time-to-remake.ts';
import type { Turn } from '../lease/hold-lease.ts';
import { lookAtAccess } from '../organization/look-at-access.ts';
import { shareSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import type { ShareState } from './share-state.ts';

/** A list may lag behind: what one look misses is looked for a second time, so much later. */
const LOOK_AGAIN_SECONDS = 30;
/** The same where something was written a moment ago, or nobody seems to have it: there a list that lags costs most. */
const FOR_LONG = [LOOK_AGAIN_SECONDS, 60, 60];

type Input = Turn & {
  readonly share: ShareState;
  /** When the machine came here: a repeated attempt does not go on to the next means. Absent in older executions. */
  readonly visit?: string;
};

/**
 * A share that was listed before this request has arrived only if its last end says so, or a look at the accounts
 * of its node. Where some lack it, it is brought about by what policy allows, one means after the other.
 */
export const handler = taskHandler(
  async ({ requestKey, share: state, visit }: Input, { now, logger }): Promise<ShareState> => {
    const record = await readRequest(requestKey);
    if (!isToBeLookedAt(record)) return { ...state, phase: 'SETTLED', nextWrite: 'NONE' };
    const { triedLast } = record;
    if (visit !== undefined && triedLast?.visit === visit)
      return { ...state, ...stepOf(triedLast.means, state) };
    const { portfolioId, recipient } = record.request;
    // What Service Catalog has just told of accounts counts more than a list that may lag behind.
    const told = record.before === 'ABSENT' ? await readSuccessfulAccounts(requestKey) : [];
    const look = await lookAtAccess(portfolioId, recipient, now, told, namedAsFailed(record));
    if (!look) {
      const sentence = `the share is listed, but its last end is not known, and the accounts of ${recipient.value} could not be listed`;
      throw new FoliocastError('ShareStatusUnknown', sentence);
    }
    await recordProgress(requestKey, { access: look });
    logger.info('Looked at the accounts', { ...look });
    const { looks = 0 } = state;
    const pause = pausesOf(record, look)[looks];
    const next = { ...state, looks: looks + 1 };
    if (pause !== undefined) return { ...next, phase: 'LOOK', waitSeconds: pause };
    const means = meansFor(record, look, state, now);
    if (!means) {
      refuseNotUpdated(record);
      return { ...next, phase: 'SETTLED', nextWrite: 'NONE' };
    }
    await recordProgress(requestKey, {
      tried: [...(record.tried ?? []), means],
      ...(visit !== undefined && { triedLast: { visit, means } }),
    });
    logger.info('Brings the share about', { means });
    return { ...state, ...stepOf(means, state) };
  },
);

/**
 * Of a share that this very request made, its end tells all where it was clean; of one that was there, what is known
 * of it before counts, too.
 */
function isToBeLookedAt(record: RequestRecord): boolean {
  const { request, endBefore, access: _, ...written } = record;
  if (request.action !== 'SHARE' || request.recipient.type === 'ACCOUNT') return false;
  return endAfter(endBefore, { ...written, request })?.access !== 'ALL';
}

function namedAsFailed({ share, endBefore }: RequestRecord): string[] {
  const failures = [...(share?.accounts?.failures ?? []), ...(endBefore?.failures ?? [])];
  return failures.map(({ accountId }) => accountId);
}

function pausesOf({ metOthers, before, share, tried }: RequestRecord, look: AccessLook): readonly number[] {
  if (metOthers) return FOR_LONG;
  if (look.lacking === 0) return [];
  if (before === 'ABSENT') {
    const named = new Set(share?.accounts?.failures.map(({ accountId }) => accountId));
    return look.lackingAccounts.every((accountId) => named.has(accountId)) ? [] : FOR_LONG;
  }
  return look.having === 0 || tried ? FOR_LONG : [LOOK_AGAIN_SECONDS];
}

/** Nothing is brought about of what this request made itself: its outcome says how it ended. */
function meansFor(
  { cancelledBy, tried = [], before, share, intent }: RequestRecord,
  look: AccessLook,
  { deadlineAt }: ShareState,
  now: string,
): Means | undefined {
  if (before === 'ABSENT' || cancelledBy !== undefined || now >= deadlineAt) return undefined;
  const { deadlineSeconds, heal } = shareSettings;
  const ran = share && intent ? secondsSince(intent.startedAt, now) : undefined;
  // What is taken away is made again, or left as it is.
  return nextMeans(look, tried, hasTimeToRemake(now, deadlineAt, ran, deadlineSeconds) ? heal : 'never');
}

/** @throws REFUSED_BY_SERVICE_CATALOG where the flags are not as asked, and could not be made so */
function refuseNotUpdated({ updateRefused, before, request, share }: RequestRecord): void {
  if (updateRefused === undefined || share?.write === 'CREATE') return;
  const isAsAsked = before !== undefined && before !== 'ABSENT' && areEqual(before, request);
  if (!isAsAsked) throw rejected('REFUSED_BY_SERVICE_CATALOG', updateRefused);
}

function stepOf(
  means: Means,
  { remakes }: ShareState,
): Pick<ShareState, 'phase' | 'nextWrite' | 'waitSeconds' | 'remakes'> {
  const step = { phase: 'REMAKE', waitSeconds: 1, remakes } as const;
  switch (means) {
    case 'CONFIRM':
    case 'UPDATE':
      return { ...step, nextWrite: means };
    case 'REMAKE':
      return { ...step, nextWrite: 'DELETE', remakes: remakes + 1 };
  }
}
