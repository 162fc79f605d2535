import * as v from 'valibot';
import { wholeNumber } from '../whole-number.ts';

/** Section `lease` of config.yml: how requests queue, since Service Catalog takes one share action at a time. */
export const LeaseSection = v.strictObject({
  /** AWS does not document what "one share action at a time" spans; the widest is the safe reading. */
  scope: v.optional(v.picklist(['account-and-region', 'portfolio']), 'account-and-region'),
  longestQueue: wholeNumber(5_000, 1, 8_000),
  /** How long nobody is granted while a share runs on whose end can be seen, by its token. */
  drainSeconds: wholeNumber(7_200, 60, 86_400),
  /** The same where its token was lost: InvalidState, retried, is what then keeps two shares apart. */
  drainBlindSeconds: wholeNumber(600, 60, 86_400),
});

export type LeaseSettings = v.InferOutput<typeof LeaseSection>;
