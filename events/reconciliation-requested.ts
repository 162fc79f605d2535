import * as v from 'valibot';
import type { Problem } from '../core/problem.ts';
import { readDetail } from './read-detail.ts';

export const RECONCILIATION_REQUESTED = 'ReconciliationRequested';

/** Portfolios that one run looks at: what comes beyond is a run of its own, below Step Functions' limits. */
export const MOST_PORTFOLIOS = 500;

export const PortfolioId = v.pipe(
  v.string(),
  v.regex(/^[a-zA-Z0-9_-]{1,100}$/, 'a portfolio id such as port-a1b2c3d4e5f6g'),
);

const wholeNumber = (least: number, most: number) => {
  const expected = `a whole number from ${least} to ${most}`;
  return v.pipe(v.number(), v.integer(expected), v.minValue(least, expected), v.maxValue(most, expected));
};

/** Detail of `ReconciliationRequested`, version 1: compare what was asked for with what is, now. */
export const ReconciliationRequestedDetail = v.strictObject({
  version: v.optional(v.literal('1'), '1'),
  /** All that the ledger knows where left out. */
  portfolioIds: v.optional(
    v.pipe(
      v.array(PortfolioId),
      v.minLength(1, 'at least one portfolio, or no such field for all of them'),
      v.maxLength(MOST_PORTFOLIOS, `at most ${MOST_PORTFOLIOS} portfolios`),
    ),
  ),
  /** Finds and reports, repairs nothing. */
  dryRun: v.optional(v.boolean(), false),
  /** Also looks for accounts with access that no share reaches. */
  checkAccounts: v.optional(v.boolean(), false),
  /** For this run alone, in place of maxRepairsPerRun of config.yml. */
  maxRepairs: v.optional(wholeNumber(0, 10_000)),
  /** How many other runs begin with this one: all of them together keep to callsPerSecond of config.yml. */
  runsBeside: v.optional(wholeNumber(0, 1_000), 0),
  /** Which part of which larger run this is: put twice, it is made once. */
  part: v.optional(v.pipe(v.string(), v.minLength(1, 'a non-empty text'), v.maxLength(200))),
  requestedBy: v.optional(v.pipe(v.string(), v.minLength(1, 'a non-empty text'), v.maxLength(256))),
});

export type ReconciliationRequest = v.InferOutput<typeof ReconciliationRequestedDetail>;

/** Reads the event's detail; never throws. */
export function parseReconciliationRequest(
  detail: unknown,
):
  | { readonly ok: true; readonly request: ReconciliationRequest }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const read = readDetail(ReconciliationRequestedDetail, detail);
  return read.ok ? { ok: true, request: read.output } : read;
}
