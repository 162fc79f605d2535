import type { DriftKind } from '../core/reconcile/drift.ts';

export const RECONCILIATION_COMPLETED = 'ReconciliationCompleted';

/** The end of one run, with what it looked at, what it found and what it asked for. */
export interface ReconciliationCompletedDetail {
  readonly version: '1';
  readonly reconciliationId: string;
  readonly trigger: 'SCHEDULE' | 'REQUEST' | 'CHANGE';
  /** Of the event that started it. */
  readonly eventId: string;
  readonly requestedBy?: string;
  /** Why nothing was looked at: one sentence that names field, value and what was expected. */
  readonly refused?: string;
  readonly dryRun: boolean;
  readonly portfolios: {
    readonly lookedAt: number;
    readonly unreadable: number;
    /** The first hundred, each with the name of the error. */
    readonly unreadablePortfolios: readonly { readonly portfolioId: string; readonly reason: string }[];
  };
  readonly shares: {
    readonly lookedAt: number;
    /** Left alone, since a request of theirs was under way. */
    readonly leftAlone: number;
  };
  readonly drifts: {
    readonly found: number;
    /** Of those found: known to somebody, hence not reported. */
    readonly acknowledged: number;
    readonly byKind: Partial<Readonly<Record<DriftKind, number>>>;
  };
  readonly repairs: {
    /** Requests that policy would have put. */
    readonly planned: number;
    readonly askedFor: number;
    /** Whether the run stopped because it would have repaired too much. */
    readonly isStopped: boolean;
  };
  /** Reading calls to Service Catalog. */
  readonly apiCalls: number;
  readonly startedAt: string;
  readonly completedAt: string;
  readonly secondsTaken: number;
}
