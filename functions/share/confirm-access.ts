import type { Logger } from '@aws-lambda-powertools/logger';
import { readSuccessfulAccounts } from '../../aws/ledger/account-reports.ts';
import { readRequest, recordProgress, recordSeen } from '../../aws/ledger/requests.ts';
import { readShareEntry } from '../../aws/ledger/shares.ts';
import { FoliocastError, rejected } from '../../core/foliocast-error.ts';
import { creationOf } from '../../core/ledger/creation-of.ts';
import { lackedBefore } from '../../core/ledger/end-after.ts';
import { endWithoutLook, hasAccounts, isToBeLookedAt } from '../../core/ledger/is-to-be-looked-at.ts';
import { haveOthersActedSince, shownAt } from '../../core/ledger/others-acted-since.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { isSameUpdate } from '../../core/ledger/same-update.ts';
import type { AccessLook } from '../../core/share/access.ts';
import { newcomersAt } from '../../core/share/newcomers.ts';
import type { ShareEnd } from '../../core/share/share-end.ts';
import { areEqual } from '../../core/share/share-plan.ts';
import type { Turn } from '../lease/hold-lease.ts';
import { lookAtAccess } from '../organization/look-at-access.ts';
import { taskHandler } from '../task/task-handler.ts';
import { meansFor, noteMeans, stepOf } from './means-for.ts';
import { goneSentence } from './refuse-unknown-node.ts';
import type { ShareState } from './share-state.ts';

/** A list of accounts may lag behind: if accounts seem to lack access, look a second time after this pause. */
const LOOK_AGAIN_SECONDS = 30;
/**
 * Pauses if something was written a moment ago, or if nobody seems to have access: a wrong conclusion costs most
 * there.
 */
const FOR_LONG = [LOOK_AGAIN_SECONDS, 60, 60];

/** However the last action ended: an account may be looked for where somebody has the portfolio. */
const REACHED = { status: 'COMPLETED' } as const;

type Input = Turn & {
  readonly share: ShareState;
  /** When the machine came here: so a repeated attempt does not go on to the next means. Absent in older executions. */
  readonly visit?: string;
};

/**
 * A share may not have reached its accounts, whether it was listed before this request or created by it. It has if its
 * last action is known to have ended well, or if a look at the accounts shows it. If accounts lack access, the means that
 * policy allows are tried, one after the other (core/share/next-means.ts).
 */
export const handler = taskHandler(
  async ({ requestKey, share: state, visit }: Input, { now, logger, signal }): Promise<ShareState> => {
    const { record, isNews, areFlagsNews } = await withNews(await readRequest(requestKey));
    // Some may have other flags now. Only the end of an update of our own tells.
    if (areFlagsNews) {
      signal.throwIfAborted();
      await recordProgress(requestKey, noteNews(record));
      return { ...state, ...stepOf('UPDATE', state), looks: 0 };
    }
    const settled = { ...state, phase: 'SETTLED', nextWrite: 'NONE' } as const;
    const isNeeded = isToBeLookedAt(record);
    if (!isNeeded && !mayHaveLeft(record)) return settled;
    const { triedLast } = record;
    if (visit !== undefined && triedLast?.visit === visit)
      return { ...state, ...stepOf(triedLast.means, state) };
    const { portfolioId, recipient } = record.request;
    // Accounts that Service Catalog has just named as shared count as having access, though the list may lag behind. Not
    // if somebody else acted since: he may have taken it from them.
    const isOurs = creationOf(record) && !(record.created && record.metOthers) && !isNews;
    const told = isOurs ? await readSuccessfulAccounts(requestKey) : [];
    const lacked = lackedBefore(record.endBefore);
    const looking = lookAtAccess(portfolioId, recipient, now, {
      told,
      named: namedAsFailed(record),
      reached: reachedBefore(record),
      newcomers: newcomersAt(endWithoutLook(record)),
      ...(lacked && { lacked }),
    });
    const look = await (isNeeded ? looking : looking.catch(asNotLooked(logger)));
    if (!look && !isNeeded) return settled;
    if (!look) {
      const sentence = `the share is listed, but its last end is not known, and the accounts of ${recipient.value} could not be listed`;
      throw new FoliocastError('ShareStatusUnknown', sentence);
    }
    if (look.isNodeGone) throw rejected('NODE_NOT_FOUND', goneSentence(recipient));
    signal.throwIfAborted();
    const afterWrite = record.intent?.number ?? 0;
    await recordSeen(requestKey, { access: { ...look, afterWrite } }, now);
    logger.info('Looked at the accounts', { ...look });
    const { looks = 0 } = state;
    const pause = (isNews ? FOR_LONG : pausesOf(record, look))[looks];
    const next = { ...state, looks: looks + 1 };
    if (pause !== undefined) return { ...next, phase: 'LOOK', waitSeconds: pause };
    const means = meansFor(record, look, state, now);
    if (!means) {
      refuseNotUpdated(record);
      const isReached = look.having > 0 && (isSameUpdate(record) || record.share?.write === 'CREATE');
      return { ...settled, looks: next.looks, ...(isReached && REACHED) };
    }
    signal.throwIfAborted();
    await recordProgress(requestKey, noteMeans(record, means, visit));
    logger.info('Brings the share about', { means });
    return { ...state, ...stepOf(means, state) };
  },
);

interface News {
  readonly record: RequestRecord;
  readonly isNews: boolean;
  /** Some accounts may have other flags by it. */
  readonly areFlagsNews?: boolean;
}

/**
 * What we were told of the acts of others since the plan. An act from before our creation says nothing of what that
 * created.
 */
async function withNews(record: RequestRecord): Promise<News> {
  const { request, endBefore, intent, share } = record;
  if (!hasAccounts(request)) return { record, isNews: false };
  const { end } = await readShareEntry(request.portfolioId, request.recipient);
  if (!end || isSameNews(end, endBefore)) return { record, isNews: false };
  const { flags = 'ALL' } = endBefore ?? {};
  const writtenAt = share && !share.isConfirmation ? intent?.startedAt : undefined;
  const areFlagsNews = end.flags === 'UNKNOWN' && flags !== 'UNKNOWN' && haveOthersActedSince(end, writtenAt);
  const endNow = { ...end, flags: areFlagsNews ? ('UNKNOWN' as const) : flags };
  const isNews = !creationOf(record) || haveOthersActedSince(end, shownAt(record));
  return { record: { ...record, endBefore: endNow }, isNews, areFlagsNews };
}

/** So it is news once. What the request created is judged by its own end, if the update comes to no good one. */
function noteNews(record: RequestRecord): Partial<RequestRecord> {
  const { endBefore } = record;
  const created = creationOf(record);
  const noted = { metOthers: true, metFailures: true } as const;
  return { ...noted, ...(endBefore && { endBefore }), ...(created && { created }) };
}

/** Of two events, the one that comes later may tell of what came first, or within the same second. */
function isSameNews(end: ShareEnd, before: ShareEnd | undefined): boolean {
  const { othersActedAt, access, flags } = before ?? {};
  return end.othersActedAt === othersActedAt && end.access === access && end.flags === flags;
}

/** The end is known: a look that only tells who has left may fail. */
function asNotLooked(logger: Pick<Logger, 'warn'>) {
  return (error: unknown): undefined => {
    if (!(error instanceof FoliocastError)) throw error;
    logger.warn('Could not look at the accounts', { error });
  };
}

/** Whoever an update of flags names as failed, and has left since, has not failed. */
function mayHaveLeft({ request, share }: RequestRecord): boolean {
  if (request.action !== 'SHARE' || share?.write !== 'UPDATE') return false;
  return (share.accounts?.failures ?? []).length > 0;
}

function namedAsFailed({ share, created, endBefore }: RequestRecord): string[] {
  const ended = [share?.accounts, created?.accounts, endBefore];
  return ended.flatMap((one) => (one?.failures ?? []).map(({ accountId }) => accountId));
}

function reachedBefore({ share, created }: RequestRecord): string[] {
  return [share, created].flatMap((one) => one?.accounts?.alreadyReachedAccounts ?? []);
}

function pausesOf(
  { metOthers, before, share, tried, intent }: RequestRecord,
  look: AccessLook,
): readonly number[] {
  if (metOthers) return FOR_LONG;
  if (look.lacking === 0) return [];
  // The last means did nothing: what was looked for before it is as it was.
  if (tried && intent?.answer === 'REFUSED') return [];
  if (before === 'ABSENT') {
    const named = new Set(share?.accounts?.failures.map(({ accountId }) => accountId));
    return look.lackingAccounts.every((accountId) => named.has(accountId)) ? [] : FOR_LONG;
  }
  return look.having === 0 || tried ? FOR_LONG : [LOOK_AGAIN_SECONDS];
}

/** @throws REFUSED_BY_SERVICE_CATALOG where the flags are not as asked, or not for all, and could not be made so */
function refuseNotUpdated(record: RequestRecord): void {
  const { updateRefused, before, request, share, endBefore, metFailures, intent } = record;
  if (updateRefused === undefined) return;
  const isLast = intent?.write !== 'UPDATE' || intent.answer !== 'REFUSED';
  if (isLast && share && share.write !== 'DELETE' && !share.isOtherwise && !share.isConfirmation) return;
  const isForAll = !metFailures && (endBefore === undefined || endBefore.flags === 'ALL');
  const isAsAsked = before !== undefined && before !== 'ABSENT' && areEqual(before, request);
  if (!isAsAsked || !isForAll) throw rejected('REFUSED_BY_SERVICE_CATALOG', updateRefused);
}
