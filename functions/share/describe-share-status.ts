import { recordAccounts } from '../../aws/ledger/account-reports.ts';
import { readRequest } from '../../aws/ledger/requests.ts';
import { recordPoll } from '../../aws/ledger/share-writes.ts';
import { readShareStatus } from '../../aws/service-catalog/read-share-status.ts';
import { FoliocastError, rejected } from '../../core/foliocast-error.ts';
import { creationOf } from '../../core/ledger/creation-of.ts';
import type { RequestRecord, ShareRecord } from '../../core/ledger/request-record.ts';
import { secondsSince } from '../../core/ledger/seconds-since.ts';
import { pollDelaySeconds } from '../../core/share/poll-delay.ts';
import { hasFailures, isNamedBy, judgeAccounts } from '../../core/share/share-errors.ts';
import { isEndStatus, type ShareReport } from '../../core/share/share-status.ts';
import type { Turn } from '../lease/hold-lease.ts';
import { refuseCancelled } from '../lease/refuse-cancelled.ts';
import { keptUntil, shareSettings } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';
import { taskHandler } from '../task/task-handler.ts';
import { updateAgain } from './doubt-update.ts';
import { isAsAsked } from './is-as-asked.ts';
import { nextAfterEnd } from './next-after-end.ts';
import { heldUp } from './refuse-at-deadline.ts';
import type { ShareState } from './share-state.ts';

/** The token of a share that was created anew may not be known everywhere for a moment. */
const POLLS_UNTIL_FORGOTTEN = 3;
const POLL_AGAIN_SECONDS = 5;

type Input = Turn & { readonly share: ShareState };

/** Polls the share by its token; once it has ended, judges it account by account. */
export const handler = taskHandler(async ({ requestKey, share: before }: Input, { now, logger }) => {
  const { unknownLooks = 0, ...state } = before;
  const record = await readRequest(requestKey);
  const { share } = record;
  if (share?.portfolioShareToken === undefined)
    throw new Error(`The ledger holds no share token for ${requestKey}`);
  const report = await readReport(share, share.portfolioShareToken);
  if (!report) {
    const next: ShareState = { ...state, polls: state.polls + 1 };
    if (unknownLooks + 1 >= POLLS_UNTIL_FORGOTTEN) return confirmed(record, 'FORGOTTEN', next);
    return { ...next, phase: 'PENDING', waitSeconds: POLL_AGAIN_SECONDS, unknownLooks: unknownLooks + 1 };
  }
  const seen = {
    ...share,
    status: report.status,
    successfulSoFar: report.successfulAccounts.length,
    ...(share.isConfirmation && !isEndStatus(report.status) && { hasRun: true }),
  };
  logger.info('The share stands', { status: report.status, accounts: report.successfulAccounts.length });
  const next = {
    ...state,
    status: report.status,
    successfulSoFar: seen.successfulSoFar,
    polls: state.polls + 1,
  };
  if (isEndStatus(report.status) && share.isConfirmation) return confirmed(record, report, next);
  if (isEndStatus(report.status)) {
    const accounts = judgeAccounts(report, share.write);
    // What the creation told is needed until the end: an update names those whose flags it changed.
    if (!creationOf(record)) await recordAccounts(requestKey, report, keptUntil(now));
    const after = nextAfterEnd(record, state, report);
    const isFinal = after.phase === 'SETTLED';
    const isOtherwise = isFinal && !(await isAsAsked(record.request));
    const ended = {
      ...seen,
      ...(accounts && { accounts }),
      ...(isNamedBy(report, ownAccount()) && { isOwnerNamed: true as const }),
      ...(record.intent && { ranSeconds: secondsSince(record.intent.startedAt, now) }),
      ...(isOtherwise && { isOtherwise }),
    };
    await recordPoll(requestKey, ended, { remakes: state.remakes });
    // Deleting again would not help accounts that did not let go: the outcome says so.
    const isLeftOver = record.request.action === 'UNSHARE' && report.status === 'COMPLETED_WITH_ERRORS';
    if (isOtherwise && !isLeftOver && report.status !== 'ERROR') {
      throw new FoliocastError(
        'PlanOutdated',
        'the share has ended, yet it is not there as it was asked for',
      );
    }
    return { ...next, ...after };
  }
  await recordPoll(requestKey, seen);
  // A share that was deleted to be made again is made again, even past a cancellation or the deadline.
  const isHalfRemade = state.remakes > 0 && share.write === 'DELETE' && record.request.action === 'SHARE';
  if (!isHalfRemade) refuseCancelled(record);
  const until = Date.parse(state.deadlineAt) + (isHalfRemade ? shareSettings.deadlineSeconds * 1000 : 0);
  if (Date.parse(now) >= until) throw timedOut(report, share.isConfirmation);
  return { ...next, phase: 'PENDING', waitSeconds: untilNextPoll(state, until, now) };
});

/**
 * The end of an action that ConfirmShare met on a share that was there as asked. It is somebody else's, so a look at
 * the accounts has to show what it left. If we saw it running, it was the last action. If we only saw it ended, another
 * may be running: an update tells. If it failed for some, they may have other flags: an update brings them.
 * @param report FORGOTTEN where Service Catalog knows its token no more
 */
async function confirmed(
  { requestKey, share, request }: RequestRecord,
  report: ShareReport | 'FORGOTTEN',
  next: ShareState,
): Promise<ShareState> {
  const ended = { ...share, write: 'CREATE', status: 'COMPLETED', successfulSoFar: 0 } as const;
  const isForgotten = report === 'FORGOTTEN';
  const hasFailed = !isForgotten && hasFailures(report.status, judgeAccounts(report, ended.write));
  await recordPoll(requestKey, ended, { metOthers: true, ...(hasFailed && { metFailures: true }) });
  if (next.probes !== undefined) return updateAgain({ ...next, status: 'COMPLETED' }, share?.hasRun);
  if (!(await isAsAsked(request))) {
    throw new FoliocastError('PlanOutdated', 'the share was there as asked for, and is not any more');
  }
  const isKnown = share?.hasRun && !hasFailed && !isForgotten;
  if (isKnown) return { ...next, phase: 'SETTLED', nextWrite: 'NONE', status: 'COMPLETED' };
  return { ...next, phase: 'REMAKE', nextWrite: 'UPDATE', waitSeconds: 1, status: 'COMPLETED' };
}

/** Never past the deadline: the last poll is at the deadline itself. */
function untilNextPoll({ polls }: ShareState, until: number, now: string): number {
  const left = Math.ceil((until - Date.parse(now)) / 1000);
  return Math.max(1, Math.min(left, pollDelaySeconds(polls + 1, shareSettings.poll)));
}

/** @returns `undefined` where a share that is there answered the token of an action so old that it is forgotten */
async function readReport({ isConfirmation }: ShareRecord, token: string): Promise<ShareReport | undefined> {
  try {
    return await readShareStatus(token);
  } catch (cause) {
    if (!(cause instanceof FoliocastError) || cause.name !== 'ResourceNotFoundException') throw cause;
    if (isConfirmation) return undefined;
    throw new FoliocastError('ShareStatusUnknown', `Service Catalog does not know the token ${token}`, {
      cause,
    });
  }
}

/** @param isOthers whose action it is: one that we met, as by a write that is refused as busy */
function timedOut({ status, successfulAccounts }: ShareReport, isOthers = false): FoliocastError {
  const seen = `its last status is ${status}, with ${successfulAccounts.length} accounts shared`;
  if (isOthers) return rejected('SHARE_BUSY', `${heldUp(shareSettings.deadlineSeconds)}; ${seen}`);
  const limit = `the share did not end within ${shareSettings.deadlineSeconds} s of its turn`;
  return rejected('SHARE_TIMED_OUT', `${limit}; ${seen}; Service Catalog may still finish it`);
}
