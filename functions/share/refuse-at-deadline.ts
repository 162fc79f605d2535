import { rejected } from '../../core/foliocast-error.ts';
import type { ShareState } from './share-state.ts';

/**
 * A write that is begun at the deadline of the turn would be told as failed, and done all the same.
 * @throws SHARE_BUSY, SHARE_TIMED_OUT
 */
export function refuseAtDeadline(
  { deadlineAt, busySince }: Pick<ShareState, 'deadlineAt' | 'busySince'>,
  now: string,
  deadlineSeconds: number,
): void {
  if (now < deadlineAt) return;
  const notBegun = 'the write to the share was not begun';
  if (busySince !== undefined) throw rejected('SHARE_BUSY', `${heldUp(deadlineSeconds)}: ${notBegun}`);
  throw rejected('SHARE_TIMED_OUT', `the ${deadlineSeconds} s of the request's turn are up: ${notBegun}`);
}

export function heldUp(deadlineSeconds: number): string {
  return `somebody else's share action held up the share until the ${deadlineSeconds} s of the request's turn were up`;
}
