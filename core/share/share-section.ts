import * as v from 'valibot';
import { wholeNumber } from '../whole-number.ts';

const DAY = 86_400;

/** Section `share` of config.yml: how long and how often the share machine tries. */
export const ShareSection = v.strictObject({
  /** From the grant of the lease until SHARE_TIMED_OUT. */
  deadlineSeconds: wholeNumber(7_200, 60, 7 * DAY),
  poll: v.optional(
    v.strictObject({
      firstSeconds: wholeNumber(12, 1, 3_600),
      factor: v.optional(v.pipe(v.number(), v.minValue(1, '1 to 10'), v.maxValue(10, '1 to 10')), 1.1),
      mostSeconds: wholeNumber(60, 1, 3_600),
    }),
    {},
  ),
  /** A request that has no turn by this age ends as EXPIRED. The time of approvers does not count. */
  oldestSeconds: wholeNumber(DAY, 60, 30 * DAY),
  /** Whether a share that nobody has got is made again. */
  heal: v.optional(v.picklist(['never', 'when-all-failed']), 'when-all-failed'),
});

export type ShareSettings = v.InferOutput<typeof ShareSection>;
