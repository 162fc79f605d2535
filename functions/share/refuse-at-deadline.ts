import { rejected } from '../../core/foliocast-error.ts';
import type { ShareState } from './share-state.ts';

/**
 * A write that is begun at the deadline of the turn would be told as failed, and done all the same.
 * @throws SHARE_BUSY, SHARE_TIMED_OUT
 */
export function refuseAtDeadline(
  { deadlineAt, busySince, busySaid }: Pick<ShareState, 'deadlineAt' | 'busySince' | 'busySaid'>,
  now: string,
  deadlineSeconds: number,
): void {
  if (now < deadlineAt) return;
  const notBegun = 'the write to the share was not begun';
  if (busySince !== undefined) {
    const said = busySaid === undefined ? '' : `: ${busySaid}`;
    throw rejected('SHARE_BUSY', `${heldUp(deadlineSeconds)}, and ${notBegun}${said}`);
  }
  throw rejected('SHARE_TIMED_OUT', `the ${deadlineSeconds} s of the request's turn are up: ${notBegun}`);
}

export function heldUp(deadlineSeconds: number): string {
  return `somebody else's share action held up the share until the ${deadlineSeconds} s of the request's turn were up`;
}
