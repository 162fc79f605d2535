import type { RiskPolicy } from '../../core/reconciliation/risk-policy.ts';
import { principalPolicy, reconciliationSettings } from '../task/settings.ts';
import type { PortfolioResult } from './run.ts';

/** What a look at one portfolio is given. */
export interface LookInput {
  readonly runId: string;
  readonly portfolioId: string;
  readonly checkAccounts: boolean;
  readonly managementNodes: readonly string[] | null;
  /** So many runs began together, this one included. Absent in executions of version 0.1.0. */
  readonly runs?: number;
}

export function riskPolicy({ managementNodes }: LookInput): RiskPolicy {
  return { policy: principalPolicy, managementNodes: managementNodes ? new Set(managementNodes) : undefined };
}

/** How long to wait after so many calls, so that runs which began together keep to `callsPerSecond` on average. */
export function paceSeconds(calls: number, runs = 1): number {
  return Math.max(1, Math.ceil((calls * runs) / reconciliationSettings.callsPerSecond));
}

export function nothingFound(
  portfolioId: string,
  calls: number,
  shares: number,
  leftAlone: number,
): Omit<PortfolioResult, 'status' | 'waitSeconds'> {
  return { portfolioId, calls, shares, leftAlone, repairs: 0, acknowledged: 0, byKind: {} };
}
