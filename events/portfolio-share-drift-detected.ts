import type { Finding } from '../core/principals/finding.ts';
import type { DriftKind, DriftState } from '../core/reconcile/drift.ts';
import type { DriftRecord } from '../core/reconcile/drift-record.ts';
import type { RequestedPrincipal } from '../core/request/share-request.ts';
import { type OrganizationNode, recipientFields } from '../core/share/recipient.ts';

export const PORTFOLIO_SHARE_DRIFT_DETECTED = 'PortfolioShareDriftDetected';

/** What will be done about a drift: a request to repair it, or nothing, and why. */
export type DriftAction =
  | { readonly action: 'REPAIR'; readonly requestId: string }
  | { readonly action: 'REPORT'; readonly because: string };

/** One difference between what was asked for and what is, read twice. Each run that finds it says so again. */
export interface PortfolioShareDriftDetectedDetail {
  readonly version: '1';
  /** Stays the same while the difference does. */
  readonly driftId: string;
  readonly reconciliationId: string;
  readonly kind: DriftKind;
  readonly portfolioId: string;
  readonly organizationNode?: OrganizationNode;
  readonly accountId?: string;
  readonly principal?: RequestedPrincipal;
  /** Of the wanted share: grows each time it is asked for. 0 where nobody asked. */
  readonly generation: number;
  readonly expected: DriftState;
  readonly actual: DriftState;
  readonly findings: readonly Finding[];
  readonly firstDetectedAt: string;
  readonly detectedAt: string;
  readonly whatWillBeDone: DriftAction;
}

/** A portfolio's findings can be hundreds; those that matter most come first. */
const MOST_FINDINGS = 50;

export function driftDetected(
  { driftId, difference, foundBy, firstDetectedAt, lastDetectedAt }: DriftRecord,
  whatWillBeDone: DriftAction,
): PortfolioShareDriftDetectedDetail {
  const { kind, portfolioId, recipient, principal, accountId, generation } = difference;
  return {
    version: '1',
    driftId,
    reconciliationId: foundBy,
    kind,
    portfolioId,
    ...(recipient && recipientFields(recipient)),
    ...(accountId !== undefined && { accountId }),
    ...(principal && { principal }),
    generation,
    expected: difference.expected,
    actual: difference.actual,
    findings: difference.findings.slice(0, MOST_FINDINGS),
    firstDetectedAt,
    detectedAt: lastDetectedAt,
    whatWillBeDone,
  };
}
