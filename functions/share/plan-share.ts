import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { readShareEntry } from '../../aws/ledger/shares.ts';
import { readTakenOff, recordTakenOff } from '../../aws/ledger/taken-off.ts';
import { findSupersedingWish } from '../../aws/ledger/wishes.ts';
import { findShare } from '../../aws/service-catalog/read-share.ts';
import { FoliocastError, rejected } from '../../core/foliocast-error.ts';
import type { RequestRecord, ShareRecord } from '../../core/ledger/request-record.ts';
import { lendsRights } from '../../core/principals/portfolio-power.ts';
import type { ReachReport } from '../../core/reach/reach-report.ts';
import type { Means } from '../../core/share/next-means.ts';
import { hasFailures } from '../../core/share/share-errors.ts';
import { areEqual, planStep, planWrite } from '../../core/share/share-plan.ts';
import { confirmLease, type Turn } from '../lease/hold-lease.ts';
import { refuseCancelled } from '../lease/refuse-cancelled.ts';
import { refuseExpired, refuseTooLate } from '../lease/refuse-expired.ts';
import { keepApproval } from '../principals/keep-approval.ts';
import { obeyPolicy } from '../principals/obey-policy.ts';
import { predictRequest } from '../principals/predict-request.ts';
import { refuseBeyondReach } from '../principals/refuse-beyond-reach.ts';
import { refuseNeeded } from '../principals/refuse-needed.ts';
import { refuseOutdatedRepair } from '../reconciliation/refuse-outdated-repair.ts';
import { keptUntil, shareSettings } from '../task/settings.ts';
import { taskHandler } from '../task/task-handler.ts';
import { inFirstRelease } from './in-first-release.ts';
import { refuseUnknownNode } from './refuse-unknown-node.ts';
import { firstShareState, type ShareState } from './share-state.ts';

/** How many plans one request makes: somebody else may change the share between reading and writing. */
const MOST_PLANS = 6;

/**
 * Pauses before each plan but the first: a list may lag behind. If our write ended well but the share is not listed,
 * the plan waits through all of them (170 s) before it writes again.
 */
const PAUSES = [5, 15, 30, 60, 60];

type Input = Turn & {
  readonly state?: { readonly share?: ShareState };
  /**
   * When the machine came here: so a repeated attempt does not count as a further plan. Absent in executions of
   * version 0.1.0.
   */
  readonly visit?: string;
  /** Executions of version 0.1.0 hand on their whole state. */
  readonly share?: ShareState;
};

/** Decides what to write, if anything. This happens under the lease, so what it reads is still true when it writes. */
export const handler = taskHandler(
  async (
    { state, visit: enteredAt, share: earlier = state?.share, ...turn }: Input,
    { now, logger, signal },
  ): Promise<ShareState> => {
    await confirmLease(turn, now);
    const record = await readRequest(turn.requestKey);
    await doubtCreation(record);
    refuseCancelled(record);
    // It was planned in this turn before: then its age does not count any more.
    const isPlanned = record.grantedAt === turn.lease.grantedAt;
    if (isPlanned) refuseTooLate(record, now);
    else refuseExpired(record, now);
    const takenOffLately = await refuseSuperseded(record, now);
    await refuseOutdatedRepair(record);
    // The number of the next write tells visits within one millisecond apart.
    const visit = enteredAt && `${enteredAt} ${earlier?.writeNumber ?? 0}`;
    const isRepeat = visit !== undefined && visit === record.planVisit;
    const plans = (record.plans ?? 0) + (isRepeat ? 0 : 1);
    const isOld = visit === undefined;
    if (earlier && plans > 1 && earlier.phase !== 'LATER' && !isOld) return later(earlier, plans - 2);
    if (plans > MOST_PLANS) {
      throw rejected(
        'SHARE_CHANGED_MEANWHILE',
        `the share was not as asked after ${MOST_PLANS} attempts: somebody else changes it, or Service Catalog does not list it`,
      );
    }
    const { request } = record;
    await refuseBeyondReach(record, Date.parse(now));
    if (request.action === 'SHARE') {
      const predicted = await predictRequest(record, { now, logger, isUnderLease: true });
      const { findings, facts, input, reach } = predicted;
      const lentRights = lendsRights(input.power);
      signal.throwIfAborted();
      const reached = reach && reachOf(record, reach);
      const whom = reached && { reach: reached };
      await recordProgress(turn.requestKey, { findings, facts, lentRights, ...whom });
      if (obeyPolicy(predicted, record.approval, record.requester) === 'APPROVAL_NEEDED') {
        throw new FoliocastError('ApprovalOutdated', 'the facts are others than those that were approved');
      }
      await keepApproval(predicted, record.approval, request.portfolioId, turn.lease.grantedAt);
    }
    await refuseNeeded(request);
    if (request.action !== 'SHARE') await recordTakenOff(record, now, keptUntil(now));
    const asIs =
      request.action === 'DISASSOCIATE' ? undefined : await findShare(request.portfolioId, request.recipient);
    const plannedWrite = planWrite(request.action, request, asIs);
    const { lags = 0 } = earlier ?? {};
    const isLagging = record.share?.isOtherwise && isEndedWell(record.share) && plannedWrite !== 'NONE';
    if (earlier && isLagging && lags < PAUSES.length && !isOld)
      return { ...later(earlier, lags), lags: lags + 1 };
    // Our write ended well but was not listed as asked. Now it is: the listing had only lagged behind.
    const hasCaughtUp = record.share?.isOtherwise === true && plannedWrite === 'NONE';
    if (request.action === 'SHARE') await refuseUnknownNode(request.recipient, now, asIs !== undefined);
    const { end, wanted } = await readShareEntry(request.portfolioId, request.recipient);
    // Listed as asked, though another request has made it otherwise since: the list may lag behind that.
    const madeOtherwise =
      plannedWrite === 'NONE' && !hasCaughtUp && asIs && wanted && !areEqual(wanted, request)
        ? wanted
        : undefined;
    const known = madeOtherwise ?? asIs;
    // A function that was frozen at its time-out must not record an older plan over a write.
    signal.throwIfAborted();
    await recordProgress(turn.requestKey, {
      phase: 'PLANNED',
      ...(end && { endBefore: end }),
      ...(hasCaughtUp && { share: { ...record.share, isOtherwise: false } }),
      fence: turn.lease.fence,
      grantedAt: turn.lease.grantedAt,
      plannedWrite,
      // What was tried for the share that has gone may help the new one.
      ...(plannedWrite === 'CREATE' && record.tried && { tried: record.tried.filter(isRemake) }),
      takenOffLately,
      plans,
      ...(visit !== undefined && { planVisit: visit }),
      // This is not the first plan: somebody else changed the share, or its listing lags behind.
      ...(plans > 1 && { metOthers: true }),
      // What a lagging list shows at last is our own write: before it, the share was as it was at first.
      ...(!hasCaughtUp && {
        before: known
          ? { shareTagOptions: known.shareTagOptions, sharePrincipals: known.sharePrincipals }
          : 'ABSENT',
      }),
    });
    const planned = hasCaughtUp
      ? 'NONE'
      : planStep(request.action, plannedWrite, end, madeOtherwise !== undefined);
    const step = isOld ? await inFirstRelease(planned, request, end, now) : planned;
    logger.info('Planned', { step, asIs, end });
    return firstShareState(step, (record.intent?.number ?? 0) + 1, turn.lease.grantedAt, shareSettings);
  },
);

/**
 * Whom the share reaches, until it may have been created: then a prediction would show only the rest. Whom principals
 * reach is as the first plan predicted it: some may be associated by now.
 */
function reachOf({ before, reach: first }: RequestRecord, now: ReachReport): ReachReport | undefined {
  if (before === 'ABSENT') return first;
  if (!first) return now;
  const { treeReadAt, gaining, losing, keeping } = now;
  return { ...first, treeReadAt, gaining, losing, keeping };
}

function later(earlier: ShareState, pause: number): ShareState {
  return { ...earlier, phase: 'LATER', waitSeconds: PAUSES[pause] ?? 60 };
}

function isRemake(means: Means): boolean {
  return means === 'REMAKE';
}

function isEndedWell({ status, accounts }: ShareRecord): boolean {
  return !hasFailures(status, accounts);
}

/** A further plan: what this request created was found to be gone, or with other flags. */
async function doubtCreation({ requestKey, created }: RequestRecord): Promise<void> {
  if (!created || created.isOtherwise) return;
  await recordProgress(requestKey, { created: { ...created, isOtherwise: true } });
}

/** @returns which of the request's principals were taken off lately */
async function refuseSuperseded(record: RequestRecord, now: string): Promise<readonly number[]> {
  const newer = await findSupersedingWish(record);
  const isShare = record.request.action === 'SHARE';
  const takenOff = newer || !isShare ? undefined : await readTakenOff(record, now);
  const standing = newer ?? takenOff?.by;
  if (!standing) return takenOff?.lately ?? [];
  await recordProgress(record.requestKey, { supersededBy: standing });
  const otherwise = newer
    ? 'asks otherwise for the same share'
    : 'has taken principals off the portfolio that this one names';
  throw rejected('SUPERSEDED', `request ${standing.requestId} came later and ${otherwise}`);
}
