import { type OrganizationTree, withPath } from '../organization/organization-tree.ts';
import { addPrincipals } from '../principals/add-principals.ts';
import { decideByPolicy, type PolicyDecision } from '../principals/decide-by-policy.ts';
import type { Finding } from '../principals/finding.ts';
import { knownAs } from '../principals/known-as.ts';
import { listedIdentity } from '../principals/listed-identity.ts';
import { type RiskFacts, riskFacts } from '../principals/risk-facts.ts';
import type { RiskInput } from '../principals/risk-input.ts';
import { weighRisk } from '../principals/weigh-risk.ts';
import { accountsWithNames, reachOf } from '../reach/reach.ts';
import { type ReachReport, reachReport } from '../reach/reach-report.ts';
import { type Standing, standingAfter, standingShare } from '../reach/standing.ts';
import type { RequestedPrincipal, ShareRequest } from '../request/share-request.ts';
import { planWrite, type Write } from '../share/share-plan.ts';
import type { Known } from './known.ts';
import { latePrincipals } from './late-principals.ts';
import { riskShares } from './risk-shares.ts';

export type Wish = Pick<
  ShareRequest,
  'action' | 'portfolioId' | 'recipient' | 'shareTagOptions' | 'sharePrincipals' | 'principals'
>;

/** What a request would do, whom it would reach, how dangerous that is, and what policy makes of it. */
export interface Prediction extends PolicyDecision {
  readonly plan: {
    readonly write: Write;
    readonly toAssociate: readonly RequestedPrincipal[];
    readonly toDisassociate: readonly RequestedPrincipal[];
  };
  /** Absent where the organization was not read. */
  readonly reach?: ReachReport;
  /** None of what takes access away. */
  readonly findings: readonly Finding[];
  /** What a yes would be a yes to. */
  readonly facts: RiskFacts;
  readonly input: RiskInput;
  /** One sentence, where a quota of the portfolio has no room for it. */
  readonly quotaProblem?: string;
  readonly after: Standing;
}

/**
 * What a request would do. There is only this one prediction: for a trial, the question to an approver, the plan of
 * `apply`, `explain`, and the plan under the lease.
 */
export function predict(request: Wish, known: Known): Prediction {
  const { policy, power, entries = [] } = known;
  const late = latePrincipals(entries, known.nowMs);
  const asked = [...request.principals, ...late];
  // A listed principal may be one that was asked for, in another letter case.
  const standing = { ...known.standing, principals: knownAs(known.standing.principals, asked) };
  const after = standingAfter(standing, request);
  const input: RiskInput = {
    existing: [...standing.principals, ...lateOnes(standing.principals, request.principals, late)],
    requested: request.principals,
    ...riskShares(request, standing, known),
    power,
    policy,
  };
  const isShare = request.action === 'SHARE';
  const findings = isShare ? weighRisk(input) : [];
  const { quotaProblem } = addPrincipals(standing.principals, request.principals, policy.quotas);
  const tree = known.tree && whereItIs(known.tree, request, known);
  const organization = tree && { ownerAccountId: known.ownerAccountId, accounts: tree.accounts };
  return {
    plan: planOf(request, standing),
    ...(tree && organization && { reach: reachReport(reachOf(standing, after, organization), tree.readAt) }),
    findings,
    facts: riskFacts(input, findings, organization && accountsWithNames(after, organization)),
    input,
    ...decideByPolicy(findings, policy),
    ...(isShare && quotaProblem && { quotaProblem: quotaProblem.sentence }),
    after,
  };
}

/** Of principals that a list may lag behind, those that it does not show. One that the request names counts as new. */
function lateOnes(
  listed: readonly RequestedPrincipal[],
  requested: readonly RequestedPrincipal[],
  late: readonly RequestedPrincipal[],
): readonly RequestedPrincipal[] {
  const known = new Set([...listed, ...requested].map(listedIdentity));
  return late.filter((one) => !known.has(listedIdentity(one)));
}

function planOf(request: Wish, standing: Standing): Prediction['plan'] {
  const { action, recipient, principals } = request;
  const asIs = standingShare(standing.shares, recipient);
  const listed = new Set(standing.principals.map(listedIdentity));
  const isThere = (principal: RequestedPrincipal) => listed.has(listedIdentity(principal));
  return {
    write: planWrite(action, request, asIs && { shareTagOptions: false, ...asIs }),
    toAssociate: action === 'SHARE' ? principals.filter((one) => !isThere(one)) : [],
    toDisassociate: action === 'SHARE' ? [] : principals.filter(isThere),
  };
}

/** Accounts move, units do not: what was read of one account is newer than the tree. */
function whereItIs(
  tree: OrganizationTree,
  { recipient: { type, value } }: Wish,
  { recipient }: Known,
): OrganizationTree {
  const isAccount = type === 'ACCOUNT' || type === 'ORGANIZATION_MEMBER_ACCOUNT';
  return isAccount && recipient.above ? withPath(tree, value, recipient.above) : tree;
}
