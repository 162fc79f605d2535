import * as v from 'valibot';
import type { Finding } from '../core/principals/finding.ts';
import { DRIFT_KINDS, type DriftKind, type DriftState } from '../core/reconciliation/drift.ts';
import type { DriftRecord } from '../core/reconciliation/drift-record.ts';
import type { RequestedPrincipal } from '../core/request/share-request.ts';
import { type OrganizationNode, recipientFields } from '../core/share/recipient.ts';
import {
  accountId,
  accountIds,
  count,
  finding,
  organizationNode,
  principal,
  severity,
  text,
  time,
} from './schema-parts.ts';

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
  /** The request that asked for the share last, or that brought what nobody asks for any more. */
  readonly askedBy?: string;
  /** Of the wanted share: grows each time it is asked for. 0 where nobody asked. */
  readonly generation: number;
  readonly expected: DriftState;
  readonly actual: DriftState;
  readonly findings: readonly Finding[];
  readonly firstDetectedAt: string;
  readonly detectedAt: string;
  readonly whatWillBeDone: DriftAction;
}

const state = v.union([
  v.strictObject({ shared: v.literal(true), shareTagOptions: v.boolean(), sharePrincipals: v.boolean() }),
  v.strictObject({ shared: v.literal(false) }),
  v.strictObject({ associated: v.boolean() }),
  v.strictObject({ access: v.boolean(), accounts: v.optional(accountIds) }),
  v.strictObject({ severity }),
]);

/** The same as a schema. */
export const PortfolioShareDriftDetectedDetail = v.strictObject({
  version: v.literal('1'),
  driftId: v.pipe(text, v.regex(/^drift-[a-zA-Z0-9_-]{1,100}-[0-9a-f]{20}-g\d+$/)),
  reconciliationId: text,
  kind: v.picklist(DRIFT_KINDS),
  portfolioId: text,
  organizationNode: v.optional(organizationNode),
  accountId: v.optional(accountId),
  principal: v.optional(principal),
  askedBy: v.optional(text),
  generation: count,
  expected: state,
  actual: state,
  findings: v.array(finding),
  firstDetectedAt: time,
  detectedAt: time,
  whatWillBeDone: v.union([
    v.strictObject({ action: v.literal('REPAIR'), requestId: text }),
    v.strictObject({ action: v.literal('REPORT'), because: text }),
  ]),
});

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
    ...(difference.askedBy !== undefined && { askedBy: difference.askedBy }),
    generation,
    expected: difference.expected,
    actual: difference.actual,
    findings: difference.findings.slice(0, MOST_FINDINGS),
    firstDetectedAt,
    detectedAt: lastDetectedAt,
    whatWillBeDone,
  };
}
