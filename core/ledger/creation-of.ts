import { isEndStatus } from '../share/share-status.ts';
import type { RequestRecord, ShareRecord } from './request-record.ts';

/**
 * How the share ended as this request created it, whatever was tried since for the accounts that it missed; `undefined`
 * if the request created none, if that has not ended, or if the share was found to be gone since.
 */
export function creationOf({
  before,
  share,
  created,
  tried,
}: Pick<RequestRecord, 'before' | 'share' | 'created' | 'tried'>): ShareRecord | undefined {
  if (before !== 'ABSENT') return undefined;
  const isOwn = share?.write === 'CREATE' && !share.isConfirmation && share.portfolioShareToken !== undefined;
  if (isOwn) return isEndStatus(share.status) ? share : undefined;
  // Deleted since, to be made again.
  if (share?.write === 'DELETE' || tried?.at(-1) === 'REMAKE') return undefined;
  return created?.isOtherwise ? undefined : created;
}
