import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { recordIntent, recordRefusal } from '../../aws/ledger/share-writes.ts';
import { createPortfolioShare } from '../../aws/service-catalog/write-share.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord, WriteIntent } from '../../core/ledger/request-record.ts';
import { hasShareToken } from '../../core/share/recipient.ts';
import { saysThatItEnds } from '../../core/share/says-that-it-ends.ts';
import { isEndStatus } from '../../core/share/share-status.ts';
import { assertHoldsLease, type Turn } from '../lease/hold-lease.ts';
import { refuseCancelled } from '../lease/refuse-cancelled.ts';
import { refuseTooLate } from '../lease/refuse-expired.ts';
import { shareSettings } from '../task/settings.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { isMeansRefused, withoutMeans } from './after-refusal.ts';
import { recordEndOfBlind } from './blind-write.ts';
import { afterRefusedProbe, updateAgain } from './doubt-update.ts';
import { isAsAsked } from './is-as-asked.ts';
import { refuseAtDeadline } from './refuse-at-deadline.ts';
import type { ShareState } from './share-state.ts';
import { waitWhileBusy } from './wait-while-busy.ts';
import { answered, resume, settle } from './write-share.ts';

/** Refusals that are the answer. After any other, update the share instead: an update has a token of its own. */
const SAYS_MORE = [
  'AmbiguousWrite',
  'AccessDeniedException',
  'ThrottlingException',
  'LeaseLost',
  'LedgerUnavailable',
];

/** Soon: if the token is that of an action that has ended, there is nothing to wait for. */
const FIRST_LOOK_SECONDS = 1;

export const handler = taskHandler(confirmShare);

/**
 * Creates a share that is listed as asked already, to learn whether something runs on it. Safe to repeat.
 * - The share is there: that "will have no effect and will not return an error" (CreatePortfolioShare).
 * - Somebody's action runs on it: the call is refused as busy, and we wait.
 * - The share has gone: it is created.
 * - The token that we know is answered: nothing has run since. Another token: its action is followed.
 */
async function confirmShare(
  { share: state, ...turn }: Turn & { readonly share: ShareState },
  { now, logger, signal }: Task,
): Promise<ShareState> {
  const { requestKey } = turn;
  const record = await readRequest(requestKey);
  refuseCancelled(record);
  const before = record.intent?.number === state.writeNumber ? record.intent : undefined;
  if (before?.answer === 'ANSWERED' && record.share) return resume(state, record.share);
  const isBlind = record.share?.isBlind === true;
  // At the deadline there is no time left to create what has gone.
  const mayHaveGone = before !== undefined || now >= state.deadlineAt;
  const isProbe = state.probes !== undefined;
  if (isProbe) refuseAtDeadline(state, now, shareSettings.deadlineSeconds);
  if (mayHaveGone && !isProbe && !isBlind && !(await isAsAsked(record.request))) {
    throw new FoliocastError('PlanOutdated', 'the share was there as asked for, and is not any more');
  }
  const isDoubted = before !== undefined && (before.isDoubted || before.answer === 'UNANSWERED');
  refuseTooLate(record, now);
  const intent: WriteIntent = {
    write: 'CREATE',
    number: state.writeNumber,
    startedAt: now,
    answer: 'UNANSWERED',
    ...(isDoubted && { isDoubted }),
  };
  // An earlier attempt without an answer may have created the share anew: so look at its accounts.
  if (isDoubted) await recordProgress(requestKey, { metOthers: true });
  await recordIntent(requestKey, intent, record.intent);
  const { busySince: _, ...rest } = state;
  const update = {
    ...rest,
    nextWrite: 'UPDATE',
    writeNumber: state.writeNumber + 1,
    phase: 'REMAKE',
  } as const;
  let token: string | undefined;
  try {
    const answer = await answered(record, intent, async () => {
      await assertHoldsLease(turn);
      signal.throwIfAborted();
      return createPortfolioShare(record.request);
    });
    token = answer.portfolioShareToken;
  } catch (error) {
    if (!(error instanceof FoliocastError)) throw error;
    const isState = error.name === 'InvalidStateException';
    if (isState && saysThatItEnds(error.message)) {
      return waitWhileBusy('CONFIRM', isProbe ? { ...state, probes: 0 } : state, error, now);
    }
    const isMeans = !isDoubted && !isBlind && !isProbe && record.tried?.at(-1) === 'CONFIRM';
    const isRefused = isState || isMeansRefused(error);
    if (isMeans && isRefused) return withoutMeans('CONFIRM', record, error, state);
    if (SAYS_MORE.includes(error.name) && !(isProbe && isRefused)) throw error;
    if (isProbe) return afterRefusedProbe(record, state, now);
    logger.info('Creating the share says nothing of what runs on it', { error: error.message });
    return { ...update, waitSeconds: 1, looks: 0 };
  }
  logger.info('Confirmed the share', { token });
  if (token !== undefined && !isBlind && !isOfKnownEnd(token, record, isDoubted)) {
    const answer = { portfolioShareToken: token, isConfirmation: true };
    const told = await settle(requestKey, intent, state, answer);
    return { ...told, waitSeconds: FIRST_LOOK_SECONDS };
  }
  await recordRefusal(requestKey, intent);
  if (isProbe) return updateAgain(state);
  if (!(await isAsAsked(record.request))) {
    throw new FoliocastError('PlanOutdated', 'the share was there as asked for, and is not any more');
  }
  // Without a token we do not know whether something runs: AWS may find the share before it looks for that.
  if (!isBlind && token === undefined && hasShareToken(record.request.recipient) && !isTried(record)) {
    return { ...update, waitSeconds: 1, looks: 0 };
  }
  // Nothing runs any more, and the share is listed as asked: our update without a token has ended.
  if (isBlind) await recordEndOfBlind(record, { metOthers: true });
  return {
    ...rest,
    nextWrite: 'NONE',
    writeNumber: update.writeNumber,
    phase: 'SETTLED',
    status: 'COMPLETED',
    looks: 0,
  };
}

/** The token of the last action that we know of, which has ended: nothing has run since. */
function isOfKnownEnd(
  token: string,
  { metOthers, endBefore, share }: RequestRecord,
  isDoubted: boolean,
): boolean {
  if (isDoubted) return false;
  const isOwn = share !== undefined && !share.isConfirmation && isEndStatus(share.status);
  if (isOwn) return token === share.portfolioShareToken;
  return !metOthers && token === endBefore?.portfolioShareToken;
}

/** An update was taken in this turn, so nothing else ran at that time; or it was refused, and would be again. */
function isTried({ share, tried = [] }: RequestRecord): boolean {
  return tried.includes('UPDATE') || share?.write === 'UPDATE';
}
