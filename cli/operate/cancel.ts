import { askToCancel } from '../../aws/ledger/operator-wishes.ts';
import { requestOf } from './find-request-key.ts';
import type { OperatorFlags } from './read-operator-flags.ts';

/** Stops a request before its next step; its sender is told by the outcome CANCELLED. */
export async function cancel(flags: OperatorFlags): Promise<readonly string[]> {
  const { requestKey, request, outcome, cancelledBy, verification } = await requestOf(flags);
  const { requestId } = request;
  if (outcome || !(await askToCancel(requestKey, flags.by))) {
    return [
      `${requestId} has its outcome already (${outcome?.detailType ?? 'just decided'}): nothing was cancelled.`,
      `To have it delivered once more: npm run resend -- ${requestId}`,
    ];
  }
  const marked =
    cancelledBy === undefined
      ? `${requestId} is marked as cancelled by ${flags.by}.`
      : `${requestId} was marked as cancelled by ${cancelledBy} before; nothing changed.`;
  if (verification) {
    const share = 'Its share is done and stays: what ends, within a minute, is the look for the account.';
    return [marked, `${share} The outcome says so.`];
  }
  return [
    marked,
    'It stops before its next step; where it waits, the sweeper wakes it within a minute. Its outcome says CANCELLED.',
    'A share that is already running cannot be called back: the outcome then says UNKNOWN, and the lease drains.',
    'Next: npm run queue, to see it gone.',
  ];
}
