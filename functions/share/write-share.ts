import { readRequest } from '../../aws/ledger/requests.ts';
import { recordAnswer, recordIntent, recordRefusal } from '../../aws/ledger/share-writes.ts';
import type { WriteAnswer } from '../../aws/service-catalog/write-share.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord, ShareRecord, WriteIntent } from '../../core/ledger/request-record.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { hasShareToken } from '../../core/share/recipient.ts';
import { areEqual, isWritten, type Write } from '../../core/share/share-plan.ts';
import { assertHoldsLease, type Turn } from '../lease/hold-lease.ts';
import { refuseCancelled } from '../lease/refuse-cancelled.ts';
import { refuseTooLate } from '../lease/refuse-expired.ts';
import { shareSettings } from '../task/settings.ts';
import type { Task } from '../task/task-handler.ts';
import { afterRefusal, isToSameFlags, makeAgain, provenAbsent } from './after-refusal.ts';
import { followBlind, MOST_BLIND } from './blind-write.ts';
import { doubtUpdate, mayBeDoubted } from './doubt-update.ts';
import { findOwnShare } from './find-own-share.ts';
import { isAsAsked } from './is-as-asked.ts';
import { beginsRemake, lookAnew } from './look-anew.ts';
import { refuseAtDeadline } from './refuse-at-deadline.ts';
import type { ShareState } from './share-state.ts';
import { unknownEnd } from './unknown-end.ts';
import { pauseWhileBusy, waitWhileBusy } from './wait-while-busy.ts';

type WriteTask = (input: Turn & { readonly share: ShareState }, at: Task) => Promise<ShareState>;

/**
 * One write to a share that may be repeated after any end. The intent is recorded before the call, and the answer
 * after it. An attempt that finds its write without an answer reads the share first, unless writing again does no harm: a
 * deletion, and an update to the same flags.
 */
export function writeShare(
  write: Exclude<Write, 'NONE'>,
  call: (request: ShareRequest) => Promise<WriteAnswer>,
): WriteTask {
  return async ({ share: state, ...turn }, { now, logger, signal }) => {
    const record = await readRequest(turn.requestKey);
    const isRepeated = record.intent?.write === write && record.intent.number === state.writeNumber;
    const before = isRepeated ? record.intent : undefined;
    // The first half of making it again had ended, and then it died.
    if (before && isFirstHalfDone(write, record)) return makeAgain(record, resume(state, record.share));
    const isHalfRemade = write === 'CREATE' && record.share?.write === 'DELETE';
    if (!isHalfRemade) refuseCancelled(record);
    if (before?.answer === 'ANSWERED' && record.share) return resume(state, record.share);
    const isDoubted = before !== undefined && (before.isDoubted || before.answer === 'UNANSWERED');
    refuseTooLate(record, now);
    // The second half of a remake is finished in any case, and so is a write whose answer or end is not known.
    if (!isHalfRemade && !isDoubted && !record.share?.isBlind) {
      refuseAtDeadline(state, now, shareSettings.deadlineSeconds);
    }
    const intent: WriteIntent = {
      write,
      number: state.writeNumber,
      startedAt: now,
      answer: 'UNANSWERED',
      ...(isDoubted && { isDoubted }),
    };
    const isRemake = beginsRemake(write, record, isDoubted);
    // Refused as busy, and then it died: whoever acted may be through, and have given access.
    if (isRemake && before?.isBusy) return lookAnew(record, state, undefined, now);
    if (before) {
      const found = await lookForWrite(write, record, isDoubted);
      if (found) {
        logger.warn('An unanswered write turned out to have been done', { write });
        return settle(turn.requestKey, intent, state, found);
      }
    }
    await recordIntent(turn.requestKey, intent, record.intent);
    let answer: WriteAnswer;
    try {
      answer = await answered(record, intent, async () => {
        // After the intent was recorded: whoever takes the lease away from now on sees it, and lets the lease drain.
        await assertHoldsLease(turn);
        // A function that was frozen at its time-out must not write when it goes on minutes later.
        signal.throwIfAborted();
        return call(record.request);
      });
    } catch (error) {
      if (!(error instanceof FoliocastError)) throw error;
      if (error.name === 'InvalidStateException') {
        if (isDoubted && now >= state.deadlineAt)
          throw unknownEnd(`At the deadline ${write} is refused`, true);
        // Our own call may be what runs.
        if (isDoubted) return pauseWhileBusy(write, state, error, now);
        if (isRemake) return lookAnew(record, state, error.message, now);
        if (mayBeDoubted(write, record, isDoubted)) return doubtUpdate(record, state, error, now);
        return waitWhileBusy(write, state, error, now);
      }
      // Whichever call took it away, it is gone.
      const isGone = write === 'DELETE' && error.name === 'ResourceNotFoundException';
      if (isGone && isDoubted) {
        const told = await settle(turn.requestKey, intent, state, {});
        return record.request.action === 'SHARE' ? makeAgain(record, told) : told;
      }
      return afterRefusal(write, record, intent, state, error);
    }
    if (write === 'CREATE' && !isDoubted && isKnownToken(record, answer)) {
      await recordRefusal(turn.requestKey, intent);
      throw new FoliocastError('PlanOutdated', 'the share is there already, though it is not listed yet');
    }
    if (hasShareToken(record.request.recipient) && answer.portfolioShareToken === undefined) {
      const forestalled = isDoubted ? undefined : await forestalledBy(write, record);
      if (forestalled === undefined) {
        // Whose deletion it was does not matter: another one finds nothing.
        const isTold = !isDoubted || write === 'DELETE';
        const isFollowed = isTold && (state.blind ?? 0) < MOST_BLIND && now < state.deadlineAt;
        if (!isFollowed) throw unknownEnd(`${write} was answered`, isDoubted);
        return settle(turn.requestKey, intent, state, { isBlind: true });
      }
      await recordRefusal(turn.requestKey, intent);
      // Absent twice: if a deletion without a token still ran, this second one would have been refused as busy.
      if (write === 'DELETE' && record.request.action === 'UNSHARE' && (record.plans ?? 1) > 1) {
        return provenAbsent(record, state);
      }
      throw new FoliocastError('PlanOutdated', forestalled);
    }
    logger.info('Service Catalog took the write', { write, ...answer });
    return settle(turn.requestKey, intent, state, { ...answer, ...(await readBack(write, record)) });
  };
}

/** A deletion has ended that was to make the share again. */
function isFirstHalfDone(
  write: Write,
  record: RequestRecord,
): record is RequestRecord & { readonly share: ShareRecord } {
  const { request, share } = record;
  if (write !== 'DELETE' || request.action !== 'SHARE' || share?.write !== 'DELETE') return false;
  return share.portfolioShareToken === undefined && !share.isBlind;
}

/** Creating a share that is there may answer the token of its last action, which we know. */
function isKnownToken({ endBefore, remakes }: RequestRecord, { portfolioShareToken }: WriteAnswer): boolean {
  const known = remakes ? undefined : endBefore?.portfolioShareToken;
  return portfolioShareToken !== undefined && portfolioShareToken === known;
}

/**
 * Makes the call and records its refusal: a refusal by name proves that nothing was written. Anything else leaves the
 * intent without an answer. So does a refusal after an attempt without an answer: that attempt may still be running, and
 * be the reason for the refusal. What is refused as busy after a write without a token meets that one, and nobody else's.
 */
export async function answered(
  { requestKey, share }: Pick<RequestRecord, 'requestKey' | 'share'>,
  intent: WriteIntent,
  call: () => Promise<WriteAnswer>,
): Promise<WriteAnswer> {
  try {
    return await call();
  } catch (cause) {
    if (!(cause instanceof FoliocastError) || cause.name === 'AmbiguousWrite' || intent.isDoubted)
      throw cause;
    await recordRefusal(requestKey, intent, cause.name === 'InvalidStateException' && !share?.isBlind);
    throw cause;
  }
}

/**
 * Our write answered no token: what somebody else had done before it, or `undefined` if the write may be ours. Creating
 * a share that is there "will have no effect and will not return an error" (CreatePortfolioShare): if it has other flags
 * than we asked for, somebody else created it. If it has ours, it may be our creation, still running. Deleting a share
 * that is not there was seen to answer success and nothing: if none is listed, there was none.
 */
async function forestalledBy(
  write: Exclude<Write, 'NONE'>,
  { request }: RequestRecord,
): Promise<string | undefined> {
  const asIs = await findOwnShare(request);
  switch (write) {
    case 'CREATE':
      return asIs && !areEqual(request, asIs)
        ? 'somebody else created the share, and not as asked'
        : undefined;
    case 'DELETE':
      return asIs ? undefined : 'there was no share to delete any more';
    case 'UPDATE':
      return undefined;
  }
}

/**
 * Reads the share to find out whether a write without an answer was done. If the lost answer held a token, nobody can
 * see the end of the share any more. If every attempt was refused, somebody else did it. A deletion is always made again:
 * only one that finds nothing proves that the share is gone.
 * @throws ShareStatusUnknown, PlanOutdated
 */
async function lookForWrite(
  write: Exclude<Write, 'NONE'>,
  record: RequestRecord,
  isDoubted: boolean,
): Promise<Partial<ShareRecord> | undefined> {
  const { request, share } = record;
  if (write === 'UPDATE' && isToSameFlags(record)) return undefined;
  if (write === 'DELETE') return undefined;
  // Whatever a list shows that lags: creating what is there has no effect.
  if (write === 'CREATE' && share?.write === 'DELETE' && !isDoubted) return undefined;
  // It follows our own write without a token, to be told that nothing runs: it is made whatever is listed.
  if (share?.isBlind && !isDoubted) return undefined;
  const asIs = await findOwnShare(request);
  if (!isWritten(write, request, asIs)) return undefined;
  if (!isDoubted) {
    throw new FoliocastError(
      'PlanOutdated',
      `somebody else did what ${write} was to do, while it was refused`,
    );
  }
  if (!hasShareToken(request.recipient)) return { accepted: asIs?.accepted ?? false };
  const flags = `shareTagOptions ${asIs?.shareTagOptions}, sharePrincipals ${asIs?.sharePrincipals}`;
  throw unknownEnd(`After ${write} the share is there, ${flags}`, true);
}

/** Account-to-account shares run no task: so the share is read back, with whether its recipient has accepted it. */
async function readBack(write: Write, { request }: RequestRecord): Promise<Partial<ShareRecord>> {
  if (hasShareToken(request.recipient)) return {};
  const asIs = await findOwnShare(request);
  const isThere = write === 'DELETE' ? asIs === undefined : await isAsAsked(request);
  return {
    ...(write !== 'DELETE' && { accepted: asIs?.accepted ?? false }),
    ...(!isThere && { isOtherwise: true }),
  };
}

/** @throws PlanOutdated if a share that was written at once is not listed so: the plan waits for it, or writes again */
export async function settle(
  requestKey: string,
  intent: WriteIntent,
  state: ShareState,
  answer: Partial<ShareRecord>,
): Promise<ShareState> {
  const { portfolioShareToken } = answer;
  const share: ShareRecord = {
    ...answer,
    write: intent.write,
    status:
      portfolioShareToken === undefined && !answer.isBlind ? 'COMPLETED' : (answer.status ?? 'NOT_STARTED'),
    successfulSoFar: 0,
  };
  await recordAnswer(requestKey, intent, share);
  return resume(state, share);
}

export function resume(
  state: ShareState,
  { portfolioShareToken, status, isOtherwise, isBlind, write, isConfirmation }: ShareRecord,
): ShareState {
  if (isBlind) return followBlind(state, write);
  if (portfolioShareToken === undefined && isOtherwise) {
    throw new FoliocastError('PlanOutdated', 'the share was written, yet it is not listed as asked');
  }
  const phase = portfolioShareToken === undefined ? 'SETTLED' : 'PENDING';
  const { busySince: _, probes: __, ...free } = state;
  const rest = isConfirmation && state.probes !== undefined ? state : free;
  return { ...rest, nextWrite: 'NONE', writeNumber: state.writeNumber + 1, phase, status, looks: 0 };
}
