import { counted } from '../counted.ts';
import { creationOf } from '../ledger/creation-of.ts';
import { latestLook } from '../ledger/end-after.ts';
import type { RequestRecord } from '../ledger/request-record.ts';
import { isSameUpdate } from '../ledger/same-update.ts';
import { areEqual, type Write } from '../share/share-plan.ts';
import { isEndStatus } from '../share/share-status.ts';
import type { Effect } from './outcome.ts';

const EFFECTS = { CREATE: 'CREATED', UPDATE: 'UPDATED', DELETE: 'REMOVED' } as const satisfies Record<
  Exclude<Write, 'NONE'>,
  Effect
>;

/**
 * What a request changed in Service Catalog. A share still running, or a write whose answer was lost, is
 * UNKNOWN; so is one that ended in ERROR, since AWS documents nowhere what is left of such a share, and one that
 * ended otherwise than it was asked for.
 */
export function effectOf(record: RequestRecord): Effect {
  const { intent, share, principals, remakes, before } = record;
  if (intent?.answer === 'UNANSWERED' || (principals?.isUnsettled && !share)) return 'UNKNOWN';
  if (share && (!isEndStatus(share.status) || share.isOtherwise)) return 'UNKNOWN';
  if (share?.status === 'ERROR' && !hasArrivedAnyway(record)) return 'UNKNOWN';
  // Whatever was called since then was called for accounts that it had missed.
  if (record.created && creationOf(record)) return 'CREATED';
  // Nothing tells whose action it was, or whether there was anything to delete.
  if (share?.hasRun || isDeletionOfUnlisted(record)) return 'UNKNOWN';
  // The share was there before and was made again: it is still there, only changed.
  if (share && share.write !== 'DELETE' && remakes && before !== 'ABSENT') return 'UPDATED';
  // Updated in order to learn whether its creation without a token has ended.
  if (share?.write === 'UPDATE' && before === 'ABSENT') return 'CREATED';
  if (share?.isConfirmation && areFlagsChanged(record)) return 'UPDATED';
  if (share && !isWithoutEffect(record)) return EFFECTS[share.write];
  return principals && principals.associated + (principals.disassociated ?? 0) > 0 ? 'UPDATED' : 'UNCHANGED';
}

/**
 * AWS may answer the same if there was nothing to delete. Only accounts that lost access prove that there was a share.
 */
function isDeletionOfUnlisted({ share, before, request }: RequestRecord): boolean {
  if (request.action !== 'UNSHARE' || share?.write !== 'DELETE' || before !== 'ABSENT') return false;
  return (share.accounts?.succeeded ?? 0) === 0;
}

/** Only a share that is listed as asked is confirmed. If it had other flags before, this request changed them. */
function areFlagsChanged({ before, request }: RequestRecord): boolean {
  return before !== undefined && before !== 'ABSENT' && !areEqual(before, request);
}

/**
 * An action that ended in ERROR: yet the share is listed as asked, and accounts of its node have access. Not where it was
 * to bring other flags.
 */
export function hasArrivedAnyway(record: RequestRecord): boolean {
  const { share } = record;
  const isOwn = share?.write === 'CREATE' && !share.isConfirmation && !share.isOtherwise;
  return (isOwn || isSameUpdate(record)) && (latestLook(record)?.having ?? 0) > 0;
}

/** The share was as asked, and was only confirmed, or updated to the same flags, and no account gained access by it. */
function isWithoutEffect(record: RequestRecord): boolean {
  const { share, before, request, tried } = record;
  if (share?.isConfirmation) return true;
  const isSame = share?.write === 'UPDATE' && before && before !== 'ABSENT' && areEqual(before, request);
  return Boolean(isSame) && !(tried?.includes('UPDATE') && latestLook(record)?.lacking === 0);
}

/** For a failure: what had been done before it, in words, so that the person on call need not look it up. */
export function whatWasDone({ intent, share, principals }: RequestRecord): string[] {
  const done: string[] = [];
  if (principals && principals.associated > 0)
    done.push(`associated ${counted(principals.associated, 'principal')}`);
  if (principals?.disassociated) done.push(`disassociated ${counted(principals.disassociated, 'principal')}`);
  if (principals?.isUnsettled) done.push('asked to write principals, without an answer');
  if (intent?.answer === 'UNANSWERED') done.push(`asked to ${intent.write} the share, without an answer`);
  if (share && !share.isConfirmation) {
    const reached = share.write === 'DELETE' ? 'accounts let go' : 'accounts shared';
    const progress = `${share.status}, ${reached}: ${share.successfulSoFar}`;
    done.push(
      `asked to ${share.write} the share (${progress}${isEndStatus(share.status) ? '' : ' when last seen'})`,
    );
  }
  return done;
}
