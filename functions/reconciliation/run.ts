import type { DriftKind } from '../../core/reconciliation/drift.ts';

/** One reconciliation, as the machine's state carries it: only keys and counts; the rest is in the ledger. */
export interface Run {
  readonly runId: string;
  readonly trigger: 'SCHEDULE' | 'REQUEST' | 'CHANGE';
  readonly eventId: string;
  readonly requestedBy?: string;
  readonly dryRun: boolean;
  readonly checkAccounts: boolean;
  readonly startedAt: string;
  readonly refused?: string;
  /** How much this run may repair, where whoever asked for it said so. */
  readonly maxRepairs?: number;
}

/** What became of one portfolio. Counts that are 0 are there all the same: ASL cannot tell absent from 0. */
export interface PortfolioResult {
  readonly portfolioId: string;
  readonly status: 'SAME' | 'DIFFERENT' | 'CONFIRMED';
  /** An integer from 1: Wait states take no other. */
  readonly waitSeconds: number;
  readonly calls: number;
  readonly shares: number;
  readonly leftAlone: number;
  readonly repairs: number;
  readonly acknowledged: number;
  readonly byKind: Partial<Record<DriftKind, number>>;
}

/** A portfolio whose reading failed for good; `reason` is the error's name. */
export interface UnreadablePortfolio {
  readonly portfolioId: string;
  readonly status: 'UNREADABLE';
  readonly reason: string;
}

/** What all portfolios together came to, once repairs are decided. */
export interface Decided extends Run {
  readonly portfolioIds: readonly string[];
  readonly mayRepair: boolean;
  readonly isStopped: boolean;
  /** Something of ours kept it from reading: see decideRepairs. */
  readonly isBlind: boolean;
  readonly totals: {
    readonly lookedAt: number;
    readonly unreadable: readonly { readonly portfolioId: string; readonly reason: string }[];
    readonly unreadableCount: number;
    readonly shares: number;
    readonly leftAlone: number;
    readonly calls: number;
    readonly repairs: number;
    readonly acknowledged: number;
    readonly byKind: Partial<Record<DriftKind, number>>;
  };
}
