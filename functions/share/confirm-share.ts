import { readRequest, recordProgress } from '../../aws/ledger/requests.ts';
import { recordIntent, recordRefusal } from '../../aws/ledger/share-writes.ts';
import { createPortfolioShare } from '../../aws/service-catalog/write-share.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { WriteIntent } from '../../core/ledger/request-record.ts';
import { assertHoldsLease, type Turn } from '../lease/hold-lease.ts';
import { refuseWhatIsCancelled } from '../lease/refuse-cancelled.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { isAsAsked } from './is-as-asked.ts';
import type { ShareState } from './share-state.ts';
import { answered, resume, settle } from './write-share.ts';

/** Creating is refused for what keeps a new share from being made, though this one is there: an update tells instead. */
const SAYS_NOTHING = [
  'OperationNotSupportedException',
  'InvalidParametersException',
  'LimitExceededException',
];

/** Soon: where it is the token of an action that has ended, there is nothing to wait for. */
const FIRST_LOOK_SECONDS = 1;

export const handler = taskHandler(confirmShare);

/**
 * Creates a share that is listed as asked. Where it is really there, that "will have no effect and will not return
 * an error" (CreatePortfolioShare); while somebody's action runs on it, it is refused as busy, and waited for; and
 * where it went meanwhile, it is made. Repeating it is harmless.
 */
async function confirmShare(
  { share: state, ...turn }: Turn & { readonly share: ShareState },
  { now, logger, signal }: Task,
): Promise<ShareState> {
  const { requestKey } = turn;
  const record = await readRequest(requestKey);
  refuseWhatIsCancelled(record);
  const before = record.intent?.number === state.writeNumber ? record.intent : undefined;
  if (before?.answer === 'ANSWERED' && record.share) return resume(state, record.share);
  const isDoubted = before !== undefined && (before.isDoubted || before.answer === 'UNANSWERED');
  const intent: WriteIntent = {
    write: 'CREATE',
    number: state.writeNumber,
    startedAt: now,
    answer: 'UNANSWERED',
    ...(isDoubted && { isDoubted }),
  };
  // An attempt without an answer may have made it, should it have gone: then its accounts are looked at.
  if (isDoubted) await recordProgress(requestKey, { metOthers: true });
  await recordIntent(requestKey, intent, record.intent);
  try {
    const answer = await answered(requestKey, intent, async () => {
      await assertHoldsLease(turn);
      signal.throwIfAborted();
      return createPortfolioShare(record.request);
    });
    logger.info('Confirmed the share', { ...answer });
    if (answer.portfolioShareToken !== undefined) {
      const told = await settle(requestKey, intent, state, { ...answer, isConfirmation: true });
      return { ...told, waitSeconds: FIRST_LOOK_SECONDS };
    }
  } catch (error) {
    if (!(error instanceof FoliocastError) || !SAYS_NOTHING.includes(error.name)) throw error;
    logger.info('Creating the share says nothing of it', { error: error.message });
    const writeNumber = state.writeNumber + 1;
    return { ...state, nextWrite: 'UPDATE', writeNumber, phase: 'REMAKE', waitSeconds: 1, looks: 0 };
  }
  await recordRefusal(requestKey, intent);
  if (!(await isAsAsked(record.request))) {
    throw new FoliocastError('PlanOutdated', 'the share was there as asked for, and is not any more');
  }
  return {
    ...state,
    nextWrite: 'NONE',
    writeNumber: state.writeNumber + 1,
    phase: 'SETTLED',
    status: 'COMPLETED',
    looks: 0,
  };
}
