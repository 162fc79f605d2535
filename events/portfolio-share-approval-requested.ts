import type { RequestRecord } from '../core/ledger/request-record.ts';
import { type Finding, overallSeverity, sortFindings } from '../core/principals/finding.ts';
import type { Severity } from '../core/principals/severity.ts';
import type { RequestedPrincipal, Requester, Ticket } from '../core/request/share-request.ts';
import { type OrganizationNode, recipientFields } from '../core/share/recipient.ts';

export const PORTFOLIO_SHARE_APPROVAL_REQUESTED = 'PortfolioShareApprovalRequested';

/** Asks somebody to decide, by `PortfolioShareApprovalDecided` with this approval id and digest. */
export interface PortfolioShareApprovalRequestedDetail {
  readonly version: '1';
  readonly approvalId: string;
  /** Of the findings: a decision counts for these and for no others. */
  readonly digest: string;
  /** Above 1 where the findings changed after an earlier approval. */
  readonly round: number;
  readonly requestId: string;
  readonly requester: Requester;
  readonly requestedBy?: string;
  readonly ticket?: Ticket;
  readonly action: 'SHARE' | 'UNSHARE';
  readonly portfolioId: string;
  readonly organizationNode?: OrganizationNode;
  readonly accountId?: string;
  readonly share: { readonly shareTagOptions: boolean; readonly sharePrincipals: boolean };
  readonly principals: readonly RequestedPrincipal[];
  readonly severity: Severity;
  /** Worst first, at most a hundred. */
  readonly findings: readonly Finding[];
  readonly findingsNotNamed?: number;
  readonly requestedAt: string;
  /** After this nobody's decision counts, and the request fails as APPROVAL_TIMED_OUT. */
  readonly expiresAt: string;
  /** The question in a sentence or two, for people. */
  readonly summary: string;
}

const MOST_FINDINGS_NAMED = 100;

/** What is asked about a request that waits; without its task token. */
export function approvalRequestOf({
  request,
  requester,
  approval,
  findings = [],
}: RequestRecord): PortfolioShareApprovalRequestedDetail {
  if (!approval) throw new Error(`${request.requestId} waits for no approval`);
  const { approvalId, digest, round, requestedAt, expiresAt } = approval;
  const [worst] = sortFindings(findings);
  const notNamed = findings.length - MOST_FINDINGS_NAMED;
  return {
    version: '1',
    approvalId,
    digest,
    round,
    requestId: request.requestId,
    requester,
    ...(request.requestedBy !== undefined && { requestedBy: request.requestedBy }),
    ...(request.ticket && { ticket: request.ticket }),
    action: request.action,
    portfolioId: request.portfolioId,
    ...recipientFields(request.recipient),
    share: { shareTagOptions: request.shareTagOptions, sharePrincipals: request.sharePrincipals },
    principals: request.principals,
    severity: overallSeverity(findings),
    findings: sortFindings(findings).slice(0, MOST_FINDINGS_NAMED),
    ...(notNamed > 0 && { findingsNotNamed: notNamed }),
    requestedAt,
    expiresAt,
    summary: `Waits for a yes (${overallSeverity(findings)}): ${worst ? worst.why : 'policy asks for one'} Decide ${approvalId} until ${expiresAt}, with digest ${digest}.`,
  };
}
