import type { FailureCode } from '../failure-codes.ts';
import type { Requester } from '../request/share-request.ts';
import type { Approval } from './approval.ts';
import type { ApprovalPolicy } from './approvals-section.ts';

export interface AnnouncedDecision {
  readonly approvalId: string;
  readonly digest: string;
  readonly eventId: string;
  /** Who put the event on the bus. */
  readonly decider: Requester;
}

/** What a decision is judged against: the request that may be waiting for it. */
export interface AwaitingRequest {
  readonly requester: Requester;
  readonly approval?: Approval;
  readonly outcome?: { readonly detailType: string };
}

export type DecisionVerdict =
  /** The first decision that counts. */
  | { readonly verdict: 'COUNTS'; readonly approval: Approval }
  /** The event that decided it, or an earlier round, delivered again. */
  | { readonly verdict: 'REPEATED'; readonly approval: Approval }
  /** `why` is one sentence. */
  | { readonly verdict: 'IGNORED'; readonly code: FailureCode; readonly why: string };

/** Whether a decision counts. It first checks who may decide, so that a stranger learns nothing about requests. */
export function judgeDecision(
  { approvalId, digest, eventId, decider }: AnnouncedDecision,
  record: AwaitingRequest | undefined,
  policy: ApprovalPolicy,
  ownAccount: string,
  now: string,
): DecisionVerdict {
  const who = `account ${decider.account} as source ${decider.source}`;
  if (!isApprover(decider, policy, ownAccount))
    return ignored(`${who} is no approver by config.yml (approvals)`, 'REQUESTER_NOT_ALLOWED');
  const { approval, requester, outcome } = record ?? {};
  if (!record || !approval || !requester) return ignored(`nothing waits for approval ${approvalId}`);
  if (requester.account === decider.account && requester.source === decider.source)
    return ignored(`${who} made the request itself`, 'REQUESTER_NOT_ALLOWED');
  if (approval.decidedBefore?.includes(eventId)) return { verdict: 'REPEATED', approval };
  if (approval.approvalId !== approvalId)
    return ignored(`approval ${approval.approvalId} was asked for since, of other findings`);
  if (approval.digest !== digest)
    return ignored(`the digest is of other findings than those that were sent as ${approvalId}`);
  if (approval.decision) {
    return approval.decision.eventId === eventId
      ? { verdict: 'REPEATED', approval }
      : ignored(`it was ${approval.decision.decision} before, by ${approval.decision.by}`);
  }
  if (outcome) return ignored(`the request has ended already, as ${outcome.detailType}`);
  if (now > approval.expiresAt) return ignored(`it came after ${approval.expiresAt}`);
  return { verdict: 'COUNTS', approval };
}

/** Whether anybody may approve this request: nobody approves a request of their own account and source. */
export function mayBeApproved(
  requester: Requester,
  { approvers }: Pick<ApprovalPolicy, 'approvers'>,
  ownAccount: string,
): boolean {
  return approvers.some(
    ({ account, sources }) =>
      (account === 'SELF' ? ownAccount : account) !== requester.account ||
      sources.some((source) => source !== requester.source),
  );
}

function isApprover(
  { account, source }: Requester,
  { approvers }: ApprovalPolicy,
  ownAccount: string,
): boolean {
  return approvers.some(
    (approver) =>
      (approver.account === 'SELF' ? ownAccount : approver.account) === account &&
      (approver.sources.includes('*') || approver.sources.includes(source)),
  );
}

function ignored(why: string, code: FailureCode = 'DECISION_IGNORED'): DecisionVerdict {
  return { verdict: 'IGNORED', code, why };
}
