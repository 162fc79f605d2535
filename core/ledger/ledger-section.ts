import * as v from 'valibot';
import { wholeNumber } from '../whole-number.ts';

/** Section `ledger` of config.yml: how long is kept what nobody acts on any more. */
export const LedgerSection = v.strictObject({
  /** From the end of each matter. At least what an event may wait among the undelivered ones, twice. */
  keepDays: wholeNumber(400, 30, 3_650),
});

export type LedgerSettings = v.InferOutput<typeof LedgerSection>;
