import * as v from 'valibot';
import { DRIFT_KINDS } from '../core/reconciliation/drift.ts';
import { count, text, time } from './schema-parts.ts';

export const RECONCILIATION_COMPLETED = 'ReconciliationCompleted';

/** Detail of `ReconciliationCompleted`: the end of one run, what it looked at, what it found, what it asked for. */
export const ReconciliationCompletedDetail = v.strictObject({
  version: v.literal('1'),
  reconciliationId: text,
  trigger: v.picklist(['SCHEDULE', 'REQUEST', 'CHANGE']),
  /** Of the event that started it. */
  eventId: text,
  requestedBy: v.optional(text),
  /** Why nothing was looked at: one sentence that names field, value and what was expected. */
  refused: v.optional(text),
  dryRun: v.boolean(),
  portfolios: v.strictObject({
    lookedAt: count,
    unreadable: count,
    /** The first hundred, each with the name of the error. */
    unreadablePortfolios: v.array(v.strictObject({ portfolioId: text, reason: text })),
  }),
  shares: v.strictObject({
    lookedAt: count,
    /** Left alone, since a request of theirs was under way. */
    leftAlone: count,
  }),
  drifts: v.strictObject({
    found: count,
    /** Of those found: known to somebody, hence not reported. */
    acknowledged: count,
    byKind: v.record(v.picklist(DRIFT_KINDS), count),
  }),
  repairs: v.strictObject({
    /** Requests that policy would have put. */
    planned: count,
    askedFor: count,
    /** Whether the run stopped because it would have repaired too much. */
    isStopped: v.boolean(),
  }),
  /** Reading calls to Service Catalog, the SDK's own retries included. */
  apiCalls: count,
  startedAt: time,
  completedAt: time,
  secondsTaken: count,
});

export type ReconciliationCompletedDetail = v.InferOutput<typeof ReconciliationCompletedDetail>;
