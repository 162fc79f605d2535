import { endAfter, latestLook } from '../../core/ledger/end-after.ts';
import { isShortOfReach } from '../../core/ledger/is-short-of-reach.ts';
import { hasAccounts, isToBeLookedAt } from '../../core/ledger/is-to-be-looked-at.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { CaughtError } from '../../core/outcome/failure-of.ts';
import { missingPermission } from '../../core/outcome/missing-permission.ts';
import { isEndStatus } from '../../core/share/share-status.ts';

/**
 * The error of a request whose execution ended without an outcome; `undefined` if everything was done.
 * @param status how it ended; ASLEEP: it runs, and does not take up its turn
 */
export function errorOfEnded(record: RequestRecord, status: string): CaughtError | undefined {
  const { share, cancelledBy, leaseTakenBy } = record;
  // The look for an account begins once everything else is done.
  if (record.verification || isAllWritten(record)) return undefined;
  if (cancelledBy !== undefined) return coded(`CANCELLED: cancelled by ${cancelledBy}`);
  const seen = share ? `; its share was last seen ${share.status}${mayStillEnd(share.status)}` : '';
  if (leaseTakenBy !== undefined) return coded(`CANCELLED: ${leaseTakenBy} took the lease from it${seen}`);
  if (missingPermission(status)) return { Error: 'AccessDeniedException', Cause: status };
  if (status === 'ASLEEP') {
    return coded(
      `ABORTED: the execution had its turn for an hour, and did not take it up; it writes no more${seen}`,
    );
  }
  return coded(`ABORTED: the execution ended as ${status} before the request was done${seen}`);
}

/**
 * Service Catalog took the last write, its action has ended, the share is as asked, and no further write was to
 * follow.
 */
function isAllWritten(record: RequestRecord): boolean {
  const { share, intent, request } = record;
  if (request.action === 'DISASSOCIATE') return isTakenOff(record);
  if (!share || !isEndStatus(share.status)) return false;
  if (share.isOtherwise && share.status !== 'ERROR') return false;
  // The ledger takes an answer and its share in one write.
  if (intent?.answer !== 'ANSWERED' || share.isConfirmation) return false;
  // The end of a creation says whom it reached, if it names all; whatever came after it, only a look tells.
  const isOwnEnd = record.before === 'ABSENT' && record.created === undefined && !isShortOfReach(record);
  if (!isOwnEnd && hasAccounts(request) && !isAccessKnown(record)) return false;
  if (request.action === 'UNSHARE' && request.principals.length > 0 && share.status !== 'ERROR') {
    return isTakenOff(record);
  }
  // What a SHARE deletes is to be made again.
  return !(request.action === 'SHARE' && share.write === 'DELETE');
}

function isAccessKnown(record: RequestRecord): boolean {
  const isLookedAt = latestLook(record) !== undefined;
  return isLookedAt ? endAfter(record.endBefore, record)?.access === 'ALL' : !isToBeLookedAt(record);
}

function isTakenOff({ principals, request }: RequestRecord): boolean {
  if (principals?.settled) return principals.settled.length === request.principals.length;
  return principals?.toDisassociate !== undefined && principals.disassociated === principals.toDisassociate;
}

function mayStillEnd(status: Parameters<typeof isEndStatus>[0]): string {
  return isEndStatus(status) ? '' : ' and may still end';
}

function coded(errorMessage: string): CaughtError {
  return { Error: 'RequestRejected', Cause: JSON.stringify({ errorMessage }) };
}
