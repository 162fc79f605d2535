import { askToResend } from '../../aws/ledger/operator-wishes.ts';
import { requestOf } from './find-request-key.ts';
import type { OperatorFlags } from './read-operator-flags.ts';

/** Has the stored outcome emitted once more, under the same outcomeId and marked as a repeat. */
export async function resend(flags: OperatorFlags): Promise<readonly string[]> {
  const { requestKey, request, outcome, phase } = await requestOf(flags);
  const { requestId } = request;
  if (!outcome) {
    return [
      `${requestId} has no outcome yet (${phase}): there is nothing to resend.`,
      'Next: npm run queue, to see where it is.',
    ];
  }
  if (!(await askToResend(requestKey, flags.by))) {
    return [
      `The outcome of ${requestId} was never emitted; the sweeper emits it within a minute or two by itself.`,
      'If it does not: look at the alarm on the sweeper, and at its logs.',
    ];
  }
  return [
    `The outcome of ${requestId} (${outcome.detailType}, ${outcome.detail.outcomeId}) is emitted again within a minute.`,
    'It carries delivery.repeat true, so that a receiver who had it before does nothing.',
  ];
}
