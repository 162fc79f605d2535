import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { ShareReport } from '../../core/share/share-status.ts';
import type { ShareState } from './share-state.ts';

const REMAKE_AFTER_SECONDS = 15;

/**
 * What follows the end of a write: nothing, or the second half of making the share again, with a longer pause each time.
 * That is done even past the deadline.
 */
export function nextAfterEnd(
  { request, share }: Pick<RequestRecord, 'request' | 'share'>,
  { remakes }: Pick<ShareState, 'remakes'>,
  { status }: Pick<ShareReport, 'status'>,
): Pick<ShareState, 'phase' | 'nextWrite' | 'waitSeconds'> {
  const isHalfRemade = remakes > 0 && request.action === 'SHARE' && share?.write === 'DELETE';
  if (isHalfRemade && status !== 'ERROR') {
    return { phase: 'REMAKE', nextWrite: 'CREATE', waitSeconds: REMAKE_AFTER_SECONDS * (remakes + 1) };
  }
  return { phase: 'SETTLED', nextWrite: 'NONE', waitSeconds: 1 };
}
