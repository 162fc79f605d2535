import type { RiskFacts } from '../principals/risk-facts.ts';

/** How many questions one request asks: each change of the facts asks anew. */
export const MOST_QUESTIONS = 5;

/** One wait for somebody's yes, as the ledger holds it. */
export interface Approval {
  readonly approvalId: string;
  /** Counted from 1: each change of the facts asks anew. */
  readonly round: number;
  /** SHA-256 of the facts that the decision is about. */
  readonly digest: string;
  /** Absent if version 0.1.0 asked. */
  readonly facts?: RiskFacts;
  /** What has changed since the question before, in sentences. */
  readonly changes?: readonly string[];
  readonly requestedAt: string;
  readonly expiresAt: string;
  /** The token by which the decision is told. Never leaves the ledger. */
  readonly taskToken: string;
  /** Greater of a later attempt, as text: one that hung must not overwrite the token of a later one. */
  readonly tokenAt: string;
  readonly decision?: ApprovalDecision;
  /** Events whose decisions counted in earlier rounds, and that may be delivered again. */
  readonly decidedBefore?: readonly string[];
  /** How long earlier rounds took: a request does not age while approvers think. */
  readonly waitedBeforeSeconds?: number;
}

export interface ApprovalDecision {
  readonly decision: 'APPROVED' | 'REJECTED';
  /** Who decided, as the event claims; `account` is AWS's word. */
  readonly by: string;
  readonly reason?: string;
  readonly account: string;
  readonly source: string;
  readonly eventId: string;
  readonly decidedAt: string;
}

/** Leads back to the request without an index: an approval is found by its id alone. */
export function approvalIdOf(requestKey: string, round: number): string {
  return `${requestKey.replace(/^req-/, 'apr-')}-${round}`;
}

/** The request that an approval id is about, or `undefined` where it is no approval id. */
export function requestKeyOfApproval(approvalId: string): string | undefined {
  const [, digest] = /^apr-([0-9a-f]{24})-\d{1,3}$/.exec(approvalId) ?? [];
  return digest === undefined ? undefined : `req-${digest}`;
}

/** Whether somebody said yes to exactly these facts. */
export function isApproved(approval: Approval | undefined, digest: string): boolean {
  return approval?.digest === digest && approval.decision?.decision === 'APPROVED';
}
