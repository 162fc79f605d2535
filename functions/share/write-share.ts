import { readRequest } from '../../aws/ledger/requests.ts';
import { recordAnswer, recordIntent, recordRefusal } from '../../aws/ledger/share-writes.ts';
import { findShare } from '../../aws/service-catalog/read-share.ts';
import type { WriteAnswer } from '../../aws/service-catalog/write-share.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord, ShareRecord, WriteIntent } from '../../core/ledger/request-record.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { hasShareToken } from '../../core/share/recipient.ts';
import { areEqual, isWritten, type Write } from '../../core/share/share-plan.ts';
import { assertHoldsLease, type Turn } from '../lease/hold-lease.ts';
import { refuseCancelled } from '../lease/refuse-cancelled.ts';
import { refuseTooLate } from '../lease/refuse-expired.ts';
import type { Task } from '../task/task-handler.ts';
import { afterRefusal, provenAbsent } from './after-refusal.ts';
import { isAsAsked } from './is-as-asked.ts';
import type { ShareState } from './share-state.ts';
import { unknownEnd } from './unknown-end.ts';
import { waitWhileBusy } from './wait-while-busy.ts';

type WriteTask = (input: Turn & { readonly share: ShareState }, at: Task) => Promise<ShareState>;

/**
 * One write to a share, such that it may be repeated after any end: the intent is recorded before the call
 * and the answer after it. An attempt that finds its write unanswered reads what is, before writing again.
 */
export function writeShare(
  write: Exclude<Write, 'NONE'>,
  call: (request: ShareRequest) => Promise<WriteAnswer>,
): WriteTask {
  return async ({ share: state, ...turn }, { now, logger, signal }) => {
    const record = await readRequest(turn.requestKey);
    const isHalfRemade = write === 'CREATE' && state.remakes > 0 && record.share?.write === 'DELETE';
    if (!isHalfRemade) refuseCancelled(record);
    const isRepeated = record.intent?.write === write && record.intent.number === state.writeNumber;
    const before = isRepeated ? record.intent : undefined;
    if (before?.answer === 'ANSWERED' && record.share) return resume(state, record.share);
    const isDoubted = before !== undefined && (before.isDoubted || before.answer === 'UNANSWERED');
    // What was begun is finished: the second half of a remake, and a write that nobody knows the answer of.
    if (state.remakes === 0 && !isDoubted) refuseTooLate(record, now);
    const intent: WriteIntent = {
      write,
      number: state.writeNumber,
      startedAt: now,
      answer: 'UNANSWERED',
      ...(isDoubted && { isDoubted }),
    };
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
      answer = await answered(turn.requestKey, intent, async () => {
        // After the intent: whoever takes the lease away from now on finds it, and lets the lease drain.
        await assertHoldsLease(turn);
        // A function frozen at its time-out goes on when it is thawed: not with a write, minutes later.
        signal.throwIfAborted();
        return call(record.request);
      });
    } catch (error) {
      if (!(error instanceof FoliocastError)) throw error;
      if (error.name === 'InvalidStateException') return waitWhileBusy(write, state, error, now);
      return afterRefusal(write, record, intent, state, error);
    }
    if (write === 'CREATE' && !isDoubted && isKnownToken(record, answer)) {
      await recordRefusal(turn.requestKey, intent);
      throw new FoliocastError('PlanOutdated', 'the share is there already, though it is not listed yet');
    }
    if (hasShareToken(record.request.recipient) && answer.portfolioShareToken === undefined) {
      const forestalled = isDoubted ? undefined : await forestalledBy(write, record);
      if (forestalled === undefined) throw unknownEnd(`${write} answered no token`);
      await recordRefusal(turn.requestKey, intent);
      // Found absent twice: in between, a deletion without a token would have been refused as busy.
      if (write === 'DELETE' && record.request.action === 'UNSHARE' && (record.plans ?? 1) > 1) {
        return provenAbsent(record, state);
      }
      throw new FoliocastError('PlanOutdated', forestalled);
    }
    logger.info('Service Catalog took the write', { write, ...answer });
    return settle(turn.requestKey, intent, state, { ...answer, ...(await readBack(write, record)) });
  };
}

/** Creating what is there may answer the token of its last action, which we know. */
function isKnownToken({ endBefore, remakes }: RequestRecord, { portfolioShareToken }: WriteAnswer): boolean {
  const known = remakes ? undefined : endBefore?.portfolioShareToken;
  return portfolioShareToken !== undefined && portfolioShareToken === known;
}

/**
 * A refusal by name settles the intent: surely nothing was written. Anything else leaves it unanswered, and
 * so does a refusal after an attempt without an answer: what refuses may be that one, still running.
 */
export async function answered(
  requestKey: string,
  intent: WriteIntent,
  call: () => Promise<WriteAnswer>,
): Promise<WriteAnswer> {
  try {
    return await call();
  } catch (cause) {
    if (!(cause instanceof FoliocastError) || cause.name === 'AmbiguousWrite' || intent.isDoubted)
      throw cause;
    await recordRefusal(requestKey, intent, cause.name === 'InvalidStateException');
    throw cause;
  }
}

/**
 * What somebody else did, where our write without a token found it done. Creating a share that is there "will have no
 * effect and will not return an error" (CreatePortfolioShare): where it is there otherwise than we asked, it is not
 * ours. What was asked for may be ours, and still running. Deleting a share that is not there was seen to answer
 * success and nothing: where none is listed, none is.
 */
async function forestalledBy(
  write: Exclude<Write, 'NONE'>,
  { request }: RequestRecord,
): Promise<string | undefined> {
  const asIs = await findShare(request.portfolioId, request.recipient);
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
 * What is there tells whether an unanswered write was done. Where the lost answer held a token, the end of
 * the share cannot be seen by anybody any more. Where every attempt was refused, it was somebody else's.
 * @throws ShareStatusUnknown, PlanOutdated
 */
async function lookForWrite(
  write: Exclude<Write, 'NONE'>,
  { request, before }: RequestRecord,
  isDoubted: boolean,
): Promise<Partial<ShareRecord> | undefined> {
  const asIs = await findShare(request.portfolioId, request.recipient);
  if (!isWritten(write, request, asIs)) return undefined;
  if (!isDoubted) {
    // Nothing was listed before either: that it is gone, only a deletion that finds nothing proves.
    const isNoNews = write === 'DELETE' ? before === 'ABSENT' : isUnchanged(request, before);
    if (isNoNews) return undefined;
    throw new FoliocastError(
      'PlanOutdated',
      `somebody else did what ${write} was to do, while it was refused`,
    );
  }
  if (!hasShareToken(request.recipient)) return asIs ? { accepted: asIs.accepted } : {};
  const known = asIs
    ? `the share is there, shareTagOptions ${asIs.shareTagOptions}, sharePrincipals ${asIs.sharePrincipals}`
    : 'the share is no longer listed';
  throw unknownEnd(`After ${write} ${known}`);
}

/** An update to the flags that the share had already, to learn what runs on it. */
function isUnchanged(request: ShareRequest, before: RequestRecord['before']): boolean {
  return before !== undefined && before !== 'ABSENT' && areEqual(request, before);
}

/** Account-to-account shares run no task: what became of the write is read back, and so is whether the recipient took it. */
async function readBack(write: Write, { request }: RequestRecord): Promise<Partial<ShareRecord>> {
  if (hasShareToken(request.recipient)) return {};
  const asIs = await findShare(request.portfolioId, request.recipient);
  const isThere = write === 'DELETE' ? asIs === undefined : await isAsAsked(request);
  return {
    ...(write !== 'DELETE' && { accepted: asIs?.accepted ?? false }),
    ...(!isThere && { isOtherwise: true }),
  };
}

/** @throws PlanOutdated where what was written at once does not show: the plan waits until it does, or writes again */
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
    status: portfolioShareToken === undefined ? 'COMPLETED' : (answer.status ?? 'NOT_STARTED'),
    successfulSoFar: 0,
  };
  await recordAnswer(requestKey, intent, share);
  return resume(state, share);
}

export function resume(
  state: ShareState,
  { portfolioShareToken, status, isOtherwise }: ShareRecord,
): ShareState {
  if (portfolioShareToken === undefined && isOtherwise) {
    throw new FoliocastError('PlanOutdated', 'the share was written, yet it is not listed as asked');
  }
  const phase = portfolioShareToken === undefined ? 'SETTLED' : 'PENDING';
  const { busySince: _, ...rest } = state;
  return { ...rest, nextWrite: 'NONE', writeNumber: state.writeNumber + 1, phase, status, looks: 0 };
}
