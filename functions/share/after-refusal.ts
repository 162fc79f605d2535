import { recordProgress } from '../../aws/ledger/requests.ts';
import { findShare } from '../../aws/service-catalog/read-share.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord, WriteIntent } from '../../core/ledger/request-record.ts';
import type { Means } from '../../core/share/next-means.ts';
import type { Write } from '../../core/share/share-plan.ts';
import { recordEndOfBlind } from './blind-write.ts';
import type { ShareState } from './share-state.ts';
import { unknownEnd } from './unknown-end.ts';

/** Error names by which AWS says that the request itself is wrong. */
const REFUSALS = ['InvalidParametersException', 'OperationNotSupportedException', 'RefusedByAws'];

/**
 * What a refused write means for the share. A deletion that finds nothing proves that the share is absent. A share
 * that was to be created may be there by now. A share in ERROR may have to be made again.
 * @throws the refusal itself if it is the answer; PlanOutdated, ShareStatusUnknown
 */
export async function afterRefusal(
  write: Exclude<Write, 'NONE'>,
  record: RequestRecord,
  intent: WriteIntent,
  state: ShareState,
  refusal: FoliocastError,
): Promise<ShareState> {
  const isGone = refusal.name === 'ResourceNotFoundException' && write !== 'CREATE';
  if (intent.isDoubted) throw isGone ? unknownEnd(`the share is gone: ${refusal.message}`, true) : refusal;
  if (isGone && write === 'DELETE' && record.request.action === 'UNSHARE') return provenAbsent(record, state);
  if (isGone && write === 'DELETE' && record.share?.isBlind) return makeAgain(record, state);
  if (isGone) {
    throw new FoliocastError('PlanOutdated', `the share to ${write} is gone: ${refusal.message}`, {
      cause: refusal,
    });
  }
  const means = meansOf(write, record);
  if (means && isMeansRefused(refusal)) return withoutMeans(means, record, refusal, state);
  if (!REFUSALS.includes(refusal.name) && refusal.name !== 'ResourceNotFoundException') throw refusal;
  if (write === 'CREATE') {
    const { portfolioId, recipient } = record.request;
    if ((await findShare(portfolioId, recipient)) === undefined) throw refusal;
    throw new FoliocastError('PlanOutdated', `the share is there by now: ${refusal.message}`, {
      cause: refusal,
    });
  }
  // A share in ERROR may not be updated: the look at its accounts decides what else may be done.
  const isBroken = write === 'UPDATE' && record.endBefore?.access !== 'ALL';
  if (!isBroken) throw refusal;
  const tried = [...(record.tried ?? []), 'UPDATE' as const];
  await recordProgress(record.requestKey, { tried, updateRefused: refusal.message.slice(0, 500) });
  return settled(state);
}

/** What the write was to bring to accounts that lack the share; `undefined` if it was asked for by itself. */
function meansOf(write: Exclude<Write, 'NONE'>, { request, tried, share }: RequestRecord): Means | undefined {
  if (request.action !== 'SHARE') return undefined;
  if (write === 'DELETE') return 'REMAKE';
  // Somebody else has changed the flags since: it is to bring those that were asked for.
  return write === 'UPDATE' && tried?.at(-1) === 'UPDATE' && !share?.isOtherwise ? 'UPDATE' : undefined;
}

/** A call that we may not make brings nothing, as one that is refused. */
export function isMeansRefused({ name }: FoliocastError): boolean {
  return REFUSALS.includes(name) || name === 'AccessDeniedException';
}

/** The look at the accounts decides what else may be done, and the outcome tells of the refusal. */
export async function withoutMeans(
  means: Means,
  { requestKey, tried = [] }: RequestRecord,
  { message }: FoliocastError,
  state: ShareState,
): Promise<ShareState> {
  const remakes = means === 'REMAKE' ? Math.max(0, state.remakes - 1) : state.remakes;
  await recordProgress(requestKey, {
    tried: tried.includes(means) ? tried : [...tried, means],
    meansRefused: message.slice(0, 500),
    remakes,
  });
  return settled({ ...state, remakes });
}

/** The share that we deleted before is gone, even if it was still listed for a while. */
export async function provenAbsent(
  { requestKey, share }: Pick<RequestRecord, 'requestKey' | 'share'>,
  state: ShareState,
): Promise<ShareState> {
  if (!share) await recordProgress(requestKey, { isProvenAbsent: true });
  if (share?.isBlind) await recordEndOfBlind({ requestKey, share });
  else if (share?.isOtherwise) await recordProgress(requestKey, { share: { ...share, isOtherwise: false } });
  return settled(state);
}

/** The first half of making a share again is through. */
async function makeAgain(record: RequestRecord, { busySince: _, ...state }: ShareState): Promise<ShareState> {
  await recordEndOfBlind(record, { remakes: state.remakes });
  const writeNumber = state.writeNumber + 1;
  return { ...state, nextWrite: 'CREATE', writeNumber, phase: 'REMAKE', waitSeconds: 1, looks: 0 };
}

function settled({ busySince: _, ...state }: ShareState): ShareState {
  const writeNumber = state.writeNumber + 1;
  return { ...state, nextWrite: 'NONE', writeNumber, phase: 'SETTLED', status: 'COMPLETED', looks: 0 };
}
