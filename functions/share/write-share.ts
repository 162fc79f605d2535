import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { findShare } from '../../aws/service-catalog/read-share.ts';
import type { WriteAnswer } from '../../aws/service-catalog/write-share.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord, ShareRecord } from '../../core/ledger/request-record.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';
import { hasShareToken } from '../../core/share/recipient.ts';
import { isWritten, type Write } from '../../core/share/share-plan.ts';
import { assertHoldsLease, type Turn } from '../lease/hold-lease.ts';
import type { Task } from '../task/task-handler.ts';
import type { ShareState } from './share-state.ts';

type WriteTask = (input: Turn & { readonly share: ShareState }, at: Task) => Promise<ShareState>;

/**
 * One write to a share, such that it may be repeated after any end: the intent is recorded before the call
 * and the answer after it. An attempt that finds its write unanswered reads what is, before writing again.
 */
export function writeShare(
  write: Exclude<Write, 'NONE'>,
  call: (request: ShareRequest) => Promise<WriteAnswer>,
): WriteTask {
  return async ({ share: state, ...turn }, { now, logger }) => {
    const record = await readRequest(turn.requestKey);
    const isRepeated = record.intent?.write === write && record.intent.number === state.writeNumber;
    if (isRepeated && record.intent?.answer === 'ANSWERED' && record.share)
      return resume(state, record.share);
    if (isRepeated && record.intent?.answer === 'UNANSWERED') {
      const found = await lookForWrite(write, record);
      if (found) {
        logger.warn('An unanswered write turned out to have been done', { write });
        return settle(turn.requestKey, write, state, found, now);
      }
    }
    await recordIntent(turn.requestKey, write, state, 'UNANSWERED', now);
    const answer = await answered(turn.requestKey, write, state, now, async () => {
      // After the intent: whoever takes the lease away from now on finds it, and lets the lease drain.
      await assertHoldsLease(turn);
      return call(record.request);
    });
    if (hasShareToken(record.request.recipient) && answer.portfolioShareToken === undefined) {
      await recordIntent(turn.requestKey, write, state, 'REFUSED', now);
      throw new FoliocastError(
        'PlanOutdated',
        `${write} answered no token, as it does where it had no effect`,
      );
    }
    const accepted = await readAcceptance(write, record);
    logger.info('Service Catalog took the write', { write, ...answer });
    return settle(turn.requestKey, write, state, { ...answer, ...accepted }, now);
  };
}

/** A refusal by name settles the intent: surely nothing was written. Anything else leaves it unanswered. */
async function answered(
  requestKey: string,
  write: Exclude<Write, 'NONE'>,
  state: ShareState,
  now: string,
  call: () => Promise<WriteAnswer>,
): Promise<WriteAnswer> {
  try {
    return await call();
  } catch (cause) {
    if (!(cause instanceof FoliocastError) || cause.name === 'AmbiguousWrite') throw cause;
    await recordIntent(requestKey, write, state, 'REFUSED', now);
    if (cause.name === 'ResourceNotFoundException' && write !== 'CREATE') {
      throw new FoliocastError('PlanOutdated', `the share to ${write} is gone: ${cause.message}`, { cause });
    }
    throw cause;
  }
}

/**
 * Where the lost answer held a token, the end of the share cannot be seen by anybody any more.
 * @throws ShareStatusUnknown
 */
async function lookForWrite(
  write: Exclude<Write, 'NONE'>,
  { request }: RequestRecord,
): Promise<Partial<ShareRecord> | undefined> {
  const asIs = await findShare(request.portfolioId, request.recipient);
  if (!isWritten(write, request, asIs)) return undefined;
  if (!hasShareToken(request.recipient)) return asIs ? { accepted: asIs.accepted } : {};
  const known = asIs
    ? `the share is there, shareTagOptions ${asIs.shareTagOptions}, sharePrincipals ${asIs.sharePrincipals}`
    : 'the share is no longer listed';
  const unknown = 'its accounts cannot be followed, since the answer with its token was lost';
  throw new FoliocastError('ShareStatusUnknown', `After ${write} ${known}; ${unknown}`);
}

/** Account-to-account shares run no task; whether the recipient took it is read back. */
async function readAcceptance(write: Write, { request }: RequestRecord): Promise<Partial<ShareRecord>> {
  if (hasShareToken(request.recipient) || write === 'DELETE') return {};
  const asIs = await findShare(request.portfolioId, request.recipient);
  return { accepted: asIs?.accepted ?? false };
}

async function settle(
  requestKey: string,
  write: Exclude<Write, 'NONE'>,
  state: ShareState,
  answer: Partial<ShareRecord>,
  now: string,
): Promise<ShareState> {
  const { portfolioShareToken } = answer;
  const share: ShareRecord = {
    ...answer,
    write,
    status: portfolioShareToken === undefined ? 'COMPLETED' : (answer.status ?? 'NOT_STARTED'),
    successfulSoFar: 0,
  };
  await recordProgress(requestKey, {
    share,
    phase: 'WRITING',
    intent: { write, number: state.writeNumber, startedAt: now, answer: 'ANSWERED' },
  });
  return resume(state, share);
}

function resume(state: ShareState, { portfolioShareToken, status }: ShareRecord): ShareState {
  const phase = portfolioShareToken === undefined ? 'SETTLED' : 'PENDING';
  return { ...state, nextWrite: 'NONE', writeNumber: state.writeNumber + 1, phase, status };
}

function recordIntent(
  requestKey: string,
  write: Exclude<Write, 'NONE'>,
  { writeNumber }: ShareState,
  answer: 'UNANSWERED' | 'REFUSED',
  startedAt: string,
): Promise<void> {
  return recordProgress(requestKey, {
    phase: 'WRITING',
    intent: { write, number: writeNumber, startedAt, answer },
  });
}
