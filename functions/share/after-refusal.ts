import { recordProgress } from '../../aws/ledger/requests.ts';
import { findShare } from '../../aws/service-catalog/read-share.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord, WriteIntent } from '../../core/ledger/request-record.ts';
import type { Means } from '../../core/share/next-means.ts';
import { areEqual, type Write } from '../../core/share/share-plan.ts';
import { recordEndOfBlind } from './blind-write.ts';
import type { ShareState } from './share-state.ts';

/** Error names by which AWS says that the request itself is wrong. */
const REFUSALS = ['InvalidParametersException', 'OperationNotSupportedException', 'RefusedByAws'];

/**
 * What a refused write means for the share. A deletion that finds nothing proves that the share is absent. A share
 * that was to be created may be there by now. A share in ERROR may have to be made again.
 * @throws the refusal itself if it is the answer; PlanOutdated
 */
export async function afterRefusal(
  write: Exclude<Write, 'NONE'>,
  record: RequestRecord,
  intent: WriteIntent,
  state: ShareState,
  refusal: FoliocastError,
): Promise<ShareState> {
  const isGone = refusal.name === 'ResourceNotFoundException' && write !== 'CREATE';
  if (intent.isDoubted && !isGone) throw refusal;
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
  if (write !== 'UPDATE' || !mayDoWithoutUpdate(record)) throw refusal;
  return withoutUpdate(record, refusal, state);
}

/**
 * A share in ERROR may not be updated. It is only needed where everybody has the share, and with other flags. An execution
 * of version 0.1.0 does not look at the accounts.
 */
export function mayDoWithoutUpdate(record: RequestRecord): boolean {
  if (meansOf('UPDATE', record) || !isKnownToArrive(record)) return true;
  return record.planVisit !== undefined && isUnchanged(record);
}

/** The look at the accounts decides what else may be done. */
export async function withoutUpdate(
  record: RequestRecord,
  refusal: FoliocastError,
  state: ShareState,
): Promise<ShareState> {
  const means = meansOf('UPDATE', record);
  if (means) return withoutMeans(means, record, refusal, state);
  const tried = [...(record.tried ?? []), 'UPDATE' as const];
  const updateRefused = refusal.message.slice(0, 500);
  // Nothing tells any more that nobody acts on it.
  const metOthers = isKnownToArrive(record) && ({ metOthers: true } as const);
  await recordProgress(record.requestKey, { tried, updateRefused, ...metOthers });
  return settled(state);
}

function isKnownToArrive({ endBefore }: RequestRecord): boolean {
  return endBefore?.access === 'ALL';
}

/** Whether accounts are known to lack the share: a look, or the end of its last action, has told. */
export function isLackKnown(record: RequestRecord): boolean {
  return meansOf('UPDATE', record) !== undefined || record.endBefore?.access === 'NOT_ALL';
}

/** Whether an update is to flags that the share has: it brings access, or tells what runs, and may be made twice. */
export function isToSameFlags(record: RequestRecord): boolean {
  return meansOf('UPDATE', record) !== undefined || isUnchanged(record);
}

function isUnchanged({ request, before }: RequestRecord): boolean {
  return before !== undefined && before !== 'ABSENT' && areEqual(request, before);
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
  { requestKey, tried = [], metFailures }: RequestRecord,
  { message }: FoliocastError,
  state: ShareState,
): Promise<ShareState> {
  const remakes = means === 'REMAKE' ? Math.max(0, state.remakes - 1) : state.remakes;
  await recordProgress(requestKey, {
    tried: tried.includes(means) ? tried : [...tried, means],
    meansRefused: message.slice(0, 500),
    // It was to bring the flags, too.
    ...(means === 'UPDATE' && metFailures && { updateRefused: message.slice(0, 500) }),
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
export async function makeAgain(
  record: RequestRecord,
  { busySince: _, ...state }: ShareState,
): Promise<ShareState> {
  const { remakes } = state;
  if (record.share?.isBlind) await recordEndOfBlind(record, { remakes });
  else await recordProgress(record.requestKey, { remakes });
  const writeNumber = state.writeNumber + 1;
  return { ...state, nextWrite: 'CREATE', writeNumber, phase: 'REMAKE', waitSeconds: 1, looks: 0 };
}

function settled({ busySince: _, probes: __, ...state }: ShareState): ShareState {
  const writeNumber = state.writeNumber + 1;
  return { ...state, nextWrite: 'NONE', writeNumber, phase: 'SETTLED', status: 'COMPLETED', looks: 0 };
}
