import { counted } from '../core/counted.ts';
import type { Failure } from '../core/outcome/failure-of.ts';
import { type Finding, overallSeverity, sortFindings } from '../core/principals/finding.ts';
import type { Decision } from '../core/principals/principal-policy.ts';
import type { Severity } from '../core/principals/severity.ts';
import type { ReachReport } from '../core/reach/reach-report.ts';
import { type AboutRequest, aboutRequest } from '../core/request/about-request.ts';
import type { RequestedPrincipal, Requester, ShareRequest } from '../core/request/share-request.ts';
import type { Write } from '../core/share/share-plan.ts';

export const PORTFOLIO_SHARE_PLANNED = 'PortfolioSharePlanned';

/** Answer to a request with `dryRun`: what it would do as things stand. It is no outcome, and nothing was done. */
export interface PortfolioSharePlannedDetail extends AboutRequest {
  readonly version: '1';
  /** The same whenever this event is answered. */
  readonly planId: string;
  /** Of the event that is answered. */
  readonly eventId: string;
  /** What would be written; absent where the request would fail. */
  readonly plan?: Planned;
  /** Whom it would reach; absent where the organization is not read. */
  readonly reach?: ReachReport;
  readonly severity: Severity;
  /** Worst first, at most twenty. */
  readonly findings: readonly Finding[];
  readonly findingsNotNamed?: number;
  /** What policy would decide: APPROVE asks somebody. */
  readonly decision: Decision;
  /** Where the request would fail as it is: with which code, and what to do. */
  readonly failure?: Failure;
  /** All of it in a sentence or two, for people. */
  readonly summary: string;
}

export interface Planned {
  readonly write: Write;
  readonly toAssociate: readonly RequestedPrincipal[];
  readonly toDisassociate: readonly RequestedPrincipal[];
  /** Where not every one of them is named here. */
  readonly principalsNotNamed?: number;
}

export interface Tried {
  readonly eventId: string;
  readonly requester: Requester;
  readonly request: Pick<
    ShareRequest,
    'requestId' | 'action' | 'portfolioId' | 'recipient' | 'requestedBy' | 'ticket'
  >;
  readonly decision: Decision;
  readonly findings?: readonly Finding[];
  readonly reach?: ReachReport | undefined;
  readonly plan?: Planned;
  readonly failure?: Failure;
}

/** A state and an event hold 256 KiB, the request among it, and a principal a thousand characters. */
const MOST_NAMED = 20;

export function plannedOf(tried: Tried): PortfolioSharePlannedDetail {
  const { eventId, requester, request, decision, findings = [], reach, plan, failure } = tried;
  return {
    version: '1',
    planId: `plan-${eventId}`,
    eventId,
    ...aboutRequest(requester, request),
    ...(plan && { plan: shortened(plan) }),
    ...(reach && { reach: { ...reach, principals: reach.principals.slice(0, MOST_NAMED) } }),
    severity: overallSeverity(findings),
    findings: sortFindings(findings).slice(0, MOST_NAMED),
    ...(findings.length > MOST_NAMED && { findingsNotNamed: findings.length - MOST_NAMED }),
    decision,
    ...(failure && { failure }),
    summary: summaryOf(tried),
  };
}

function shortened({ write, toAssociate, toDisassociate }: Planned): Planned {
  const notNamed = Math.max(0, toAssociate.length - MOST_NAMED, toDisassociate.length - MOST_NAMED);
  return {
    write,
    toAssociate: toAssociate.slice(0, MOST_NAMED),
    toDisassociate: toDisassociate.slice(0, MOST_NAMED),
    ...(notNamed > 0 && { principalsNotNamed: notNamed }),
  };
}

const WOULD = {
  CREATE: 'would create the share',
  UPDATE: 'would change the flags of the share',
  DELETE: 'would delete the share',
  NONE: 'would leave the share as it is',
} as const satisfies Record<Write, string>;

function summaryOf({ failure, plan, reach, decision }: Tried): string {
  if (failure)
    return `Would fail (${failure.code}): ${failure.cause.replace(/\.$/, '')}. ${failure.whatToDo}`;
  const principals = plan
    ? `associate ${counted(plan.toAssociate.length, 'principal')}, disassociate ${plan.toDisassociate.length}`
    : '';
  const reached = reach
    ? ` ${counted(reach.gaining.count, 'account')} would gain the portfolio, ${reach.losing.count} lose it.`
    : '';
  const asked = decision === 'APPROVE' ? ' Somebody would be asked for a yes first.' : '';
  return `Nothing was done. It ${WOULD[plan?.write ?? 'NONE']}, ${principals}.${reached}${asked}`;
}
