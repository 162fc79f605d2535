import * as v from 'valibot';
import { wholeNumber } from '../whole-number.ts';

/** Section `ledger` of config.yml: how long the ledger keeps what nobody acts on any more. */
export const LedgerSection = v.strictObject({
  /** From the end of each. The least is twice the 14 days that an event may wait in the queue of undelivered events. */
  keepDays: wholeNumber(400, 30, 3_650),
});

export type LedgerSettings = v.InferOutput<typeof LedgerSection>;
