import * as v from 'valibot';
import { wholeNumber } from '../whole-number.ts';
import { REPAIRABLE } from './plan-repairs.ts';

/** Section `reconciliation` of config.yml: what the nightly comparison may do, and how hard it asks. */
export const ReconciliationSection = v.strictObject({
  /** Kinds of differences that are repaired by themselves. Nothing is ever removed. */
  repair: v.optional(v.array(v.picklist(REPAIRABLE)), [...REPAIRABLE]),
  /** A run that would repair more repairs nothing and raises the alarm. */
  maxRepairsPerRun: wholeNumber(20, 0, 10_000),
  /** Reading calls to Service Catalog, averaged over each portfolio. */
  callsPerSecond: wholeNumber(5, 1, 100),
  /** Between the two readings that call something a difference. */
  readAgainSeconds: wholeNumber(30, 1, 3_600),
  /** From a change by somebody else to the look at its portfolio: several changes in a row get one look. */
  quietSeconds: wholeNumber(60, 1, 3_600),
  /** Whether the scheduled run also looks for accounts with access that no share reaches. */
  checkAccounts: v.optional(v.boolean(), false),
});
