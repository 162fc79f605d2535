import type { RequestRecord } from '../core/ledger/request-record.ts';
import { examplePrincipals } from '../core/principals/example-principals.ts';
import { type Finding, overallSeverity, sortFindings } from '../core/principals/finding.ts';
import { splitPrincipalArn } from '../core/principals/principal.ts';
import type { Severity } from '../core/principals/severity.ts';
import type { ReachReport } from '../core/reach/reach-report.ts';
import { type AboutRequest, aboutRequest } from '../core/request/about-request.ts';
import type { RequestedPrincipal } from '../core/request/share-request.ts';

export const PORTFOLIO_SHARE_APPROVAL_REQUESTED = 'PortfolioShareApprovalRequested';

/** Asks somebody to decide, by `PortfolioShareApprovalDecided` with this approval id and digest. */
export interface PortfolioShareApprovalRequestedDetail extends AboutRequest {
  readonly version: '1';
  readonly approvalId: string;
  /** Of the facts (recipients, accounts, patterns, constraints, findings), whole: a decision counts for these and for no others. */
  readonly digest: string;
  /** Above 1 where the facts changed after an earlier approval. */
  readonly round: number;
  readonly share: { readonly shareTagOptions: boolean; readonly sharePrincipals: boolean };
  readonly principals: readonly RequestedPrincipal[];
  /** Whom the request reaches: counts, and the first hundred accounts. Absent where the organization is not read. */
  readonly reach?: ReachReport;
  /** Principals that would match, for each pattern that recipients have once it is done. */
  readonly examples?: readonly { readonly principalArn: string; readonly matching: readonly string[] }[];
  /** Above round 1: what is otherwise than it was when it was asked before, in sentences. */
  readonly changes?: readonly string[];
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
/** A portfolio has ten at most, unless AWS says otherwise. */
const MOST_PATTERNS = 20;

function examplesOf(principalArn: string) {
  const parts = splitPrincipalArn(principalArn);
  if (!parts) return [];
  const principal = { principalArn, principalType: 'IAM_PATTERN', ...parts } as const;
  return [{ principalArn, matching: examplePrincipals(principal).matching }];
}

/** What is asked about a request that waits; without its task token. */
export function approvalRequestOf({
  request,
  requester,
  approval,
  reach,
  findings = [],
}: RequestRecord): PortfolioShareApprovalRequestedDetail {
  if (!approval) throw new Error(`${request.requestId} waits for no approval`);
  const { approvalId, digest, round, requestedAt, expiresAt, facts, changes } = approval;
  const asked = findings.filter(({ standing, waivedBy }) => standing === undefined && waivedBy === undefined);
  const [worst] = sortFindings(asked);
  const reached = reach ? ` ${reach.gaining.count} accounts gain the portfolio.` : '';
  const notNamed = findings.length - MOST_FINDINGS_NAMED;
  return {
    version: '1',
    approvalId,
    digest,
    round,
    ...aboutRequest(requester, request),
    share: { shareTagOptions: request.shareTagOptions, sharePrincipals: request.sharePrincipals },
    principals: request.principals,
    ...(reach && { reach }),
    ...(facts && { examples: facts.patterns.slice(0, MOST_PATTERNS).flatMap(examplesOf) }),
    ...(changes && { changes }),
    severity: overallSeverity(asked),
    findings: sortFindings(findings).slice(0, MOST_FINDINGS_NAMED),
    ...(notNamed > 0 && { findingsNotNamed: notNamed }),
    requestedAt,
    expiresAt,
    summary: `Waits for a yes (${overallSeverity(asked)}): ${worst ? worst.why : 'policy asks for one'}${reached} Decide ${approvalId} until ${expiresAt}, with digest ${digest}.`,
  };
}
