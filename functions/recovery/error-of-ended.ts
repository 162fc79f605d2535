import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { CaughtError } from '../../core/outcome/failure-of.ts';
import { isEndStatus } from '../../core/share/share-status.ts';

/** The error of a request whose execution is over without an outcome; none where all of it was done. */
export function errorOfEnded(record: RequestRecord, status: string): CaughtError | undefined {
  const { share, request, remakes, cancelledBy } = record;
  const isWritten = share !== undefined && isEndStatus(share.status);
  const isBetweenRemakes =
    remakes !== undefined && remakes > 0 && share?.write === 'DELETE' && request.action === 'SHARE';
  // The look for an account begins once all else is done, be it that there was nothing to write.
  if (record.verification || (isWritten && !isBetweenRemakes)) return undefined;
  if (cancelledBy !== undefined) return coded(`CANCELLED: cancelled by ${cancelledBy}`);
  const seen = share ? `; its share was last seen ${share.status} and may still end` : '';
  return coded(`ABORTED: the execution ended as ${status} before the request was done${seen}`);
}

function coded(errorMessage: string): CaughtError {
  return { Error: 'RequestRejected', Cause: JSON.stringify({ errorMessage }) };
}
