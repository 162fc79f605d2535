import * as v from 'valibot';
import { wholeNumber } from '../whole-number.ts';

/** Section `verification` of config.yml: how long a request with `verifyAccountId` looks for its account. */
export const VerificationSection = v.strictObject({
  /** From the end of the share, and after the lease is left. */
  deadlineSeconds: wholeNumber(900, 1, 86_400),
  poll: v.optional(
    v.strictObject({
      firstSeconds: wholeNumber(5, 1, 3_600),
      factor: v.optional(v.pipe(v.number(), v.minValue(1, '1 to 10'), v.maxValue(10, '1 to 10')), 1.6),
      mostSeconds: wholeNumber(60, 1, 3_600),
    }),
    {},
  ),
});
