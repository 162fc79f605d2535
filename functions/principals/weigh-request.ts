import type { Logger } from '@aws-lambda-powertools/logger';
import { listShareEntries, recordApproved } from '../../aws/ledger/shares.ts';
import { nodesOfManagementAccount } from '../../aws/organizations/nodes-of-management-account.ts';
import { isInOrganization, nodesAbove } from '../../aws/organizations/organization-tree.ts';
import { readPower } from '../../aws/service-catalog/read-power.ts';
import { type Approval, isApproved } from '../../core/approval/approval.ts';
import { rejected } from '../../core/foliocast-error.ts';
import { addPrincipals } from '../../core/principals/add-principals.ts';
import { decideByPolicy } from '../../core/principals/decide-by-policy.ts';
import type { Finding } from '../../core/principals/finding.ts';
import { knownAs } from '../../core/principals/known-as.ts';
import { listedIdentity } from '../../core/principals/listed-identity.ts';
import { factsDigest, type RiskFacts, riskFacts } from '../../core/principals/risk-facts.ts';
import {
  lendingConstraints,
  lendsRights,
  type RiskInput,
  type RiskShare,
} from '../../core/principals/risk-input.ts';
import { worstSeverity } from '../../core/principals/severity.ts';
import { newExposures, weighRisk } from '../../core/principals/weigh-risk.ts';
import type { ReachReport } from '../../core/reach/reach-report.ts';
import type { Standing, StandingShare } from '../../core/reach/standing.ts';
import type { RequestedPrincipal, ShareRequest } from '../../core/request/share-request.ts';
import { isSameRecipient, type Recipient } from '../../core/share/recipient.ts';
import { approvalPolicy, principalPolicy } from '../task/settings.ts';
import { predictReach } from './predict-reach.ts';
import { readStanding } from './read-standing.ts';

interface Now {
  readonly now: string;
  readonly logger: Pick<Logger, 'warn'>;
}

/** What was weighed, and what was seen: whether launches lend rights, found dangerous or not. */
export interface Weighed {
  readonly findings: readonly Finding[];
  readonly facts: RiskFacts;
  readonly lentRights: boolean;
  readonly reach?: ReachReport;
  readonly input: RiskInput;
}

/**
 * Counts the quotas and weighs the risk of a request against what is there now. Read twice in a request's
 * life: before it queues, to refuse early, and under the lease, where a neighbour may have changed both.
 * @throws QUOTA_EXCEEDED
 */
export async function weighRequest(request: ShareRequest, at: Now): Promise<Weighed> {
  const nowMs = Date.parse(at.now);
  const [listed, managementNodes, power] = await Promise.all([
    readStanding(request.portfolioId),
    nodesOfManagementAccount(nowMs),
    readPower(request.portfolioId),
  ]);
  const known = await knownPrincipals(request, listed.principals);
  const standing = { ...listed, principals: knownAs(listed.principals, known) };
  const { quotaProblem } = addPrincipals(standing.principals, request.principals, principalPolicy.quotas);
  if (quotaProblem) throw rejected('QUOTA_EXCEEDED', quotaProblem.sentence);
  const predicted = await predictReach(request, standing, at);
  const input: RiskInput = {
    existing: standing.principals,
    requested: request.principals,
    ...(await riskShares(request, standing, managementNodes, nowMs)),
    power,
    policy: principalPolicy,
  };
  const { findings, judged } = await judge(input, request.portfolioId);
  return {
    findings,
    facts: riskFacts(input, findings, predicted?.namedAccounts),
    lentRights: lendsRights(power),
    ...(predicted && { reach: predicted.reach }),
    input: judged,
  };
}

/** Asked for now or before: by what else is listed, another letter case may stand for it. */
async function knownPrincipals(
  { portfolioId, principals: requested }: ShareRequest,
  listed: readonly RequestedPrincipal[],
): Promise<readonly RequestedPrincipal[]> {
  const asked = new Set(requested.map(listedIdentity));
  if (listed.every((one) => asked.has(listedIdentity(one)))) return requested;
  const entries = await listShareEntries(portfolioId);
  return [...requested, ...entries.flatMap(({ wanted }) => wanted?.principals ?? [])];
}

/** Principal names are shared with the organization and its units only. */
async function riskShares(
  request: ShareRequest,
  { shares }: Standing,
  managementNodes: ReadonlySet<string> | undefined,
  nowMs: number,
): Promise<Pick<RiskInput, 'share' | 'otherShares'>> {
  const riskOf = ({ type, value }: Recipient, now: boolean, then: boolean): RiskShare => ({
    type,
    value,
    sharesPrincipalsNow: now,
    willSharePrincipals: then,
    reachesManagementAccount: managementNodes?.has(value) ?? true,
  });
  const passing = shares.filter(({ sharePrincipals }) => sharePrincipals);
  const others = passing.filter((share) => !isSameRecipient(share, request.recipient));
  const isSharedNow = others.length < passing.length;
  const share = {
    ...riskOf(request.recipient, isSharedNow, request.sharePrincipals),
    ...(await accountShare(request.recipient, shares)),
  };
  const mayBeCovered = request.sharePrincipals && !isSharedNow && others.length > 0;
  const isCoveredNow = mayBeCovered && (await isBelowAny(request.recipient, others, nowMs));
  return {
    share: isCoveredNow ? { ...share, isCoveredNow } : share,
    otherShares: others.map((other) => riskOf(other, true, true)),
  };
}

async function accountShare(
  recipient: Recipient,
  shares: readonly StandingShare[],
): Promise<Pick<RiskShare, 'isInOrganization' | 'isThereNow'>> {
  if (recipient.type !== 'ACCOUNT') return {};
  const isKnown = await isInOrganization(recipient.value);
  const isThereNow = shares.some((share) => isSameRecipient(share, recipient));
  return { isThereNow, ...(isKnown !== undefined && { isInOrganization: isKnown }) };
}

async function isBelowAny(
  { value }: Recipient,
  shares: readonly StandingShare[],
  nowMs: number,
): Promise<boolean> {
  const above = (await nodesAbove(value, nowMs)) ?? [];
  return shares.some((share) => above.includes(share.value));
}

/** What was approved before is looked up only where somebody would be asked. */
async function judge(
  input: RiskInput,
  portfolioId: string,
): Promise<{ readonly findings: readonly Finding[]; readonly judged: RiskInput }> {
  const findings = weighRisk(input);
  if (decideByPolicy(findings, input.policy).decision !== 'APPROVE') return { findings, judged: input };
  const entries = await listShareEntries(portfolioId);
  const withApproved = (share: RiskShare): RiskShare => {
    const approved = entries.find(({ recipient }) => isSameRecipient(recipient, share))?.approved;
    return approved ? { ...share, approved } : share;
  };
  const judged = {
    ...input,
    share: withApproved(input.share),
    otherShares: input.otherShares.map(withApproved),
  };
  return { findings: weighRisk(judged), judged };
}

/**
 * What policy makes of the findings. An approval counts for the facts that it was given for and no others.
 * @throws PRINCIPAL_RISK_REFUSED, or APPROVAL_REQUIRED where nobody may approve, naming the findings that asked for it
 */
export function obeyPolicy(
  { findings, facts }: Weighed,
  approval: Approval | undefined,
): 'ALLOWED' | 'APPROVAL_NEEDED' {
  const { decision, because } = decideByPolicy(findings, principalPolicy);
  if (decision === 'ALLOW') return 'ALLOWED';
  if (decision === 'APPROVE' && isApproved(approval, factsDigest(facts))) return 'ALLOWED';
  if (decision === 'APPROVE' && approvalPolicy.approvers.length > 0) return 'APPROVAL_NEEDED';
  const reasons = because.map(
    ({ severity, id, principalArn, why }) =>
      `${severity} ${id}${principalArn ? ` for ${principalArn}` : ''}: ${why}`,
  );
  const code = decision === 'REFUSE' ? 'PRINCIPAL_RISK_REFUSED' : 'APPROVAL_REQUIRED';
  const noApprover =
    'Nobody may approve it: the operator of Foliocast names approvers in config.yml, approvals.approvers.';
  throw rejected(code, [...reasons, ...(code === 'APPROVAL_REQUIRED' ? [noApprover] : [])].join(' '));
}

/** Keeps a yes with the shares that it was given for: the same is not asked again, whoever asks for it. */
export async function keepApproval(
  { findings, facts, input }: Weighed,
  approval: Approval | undefined,
  portfolioId: string,
): Promise<void> {
  if (!isApproved(approval, factsDigest(facts))) return;
  const asked = findings.filter(({ standing, waivedBy }) => standing === undefined && waivedBy === undefined);
  const severity = worstSeverity(asked.map((finding) => finding.severity));
  const constraints = lendingConstraints(input.power);
  for (const { share, exposed } of newExposures(input)) {
    const before = (share.approved ?? []).filter((one) => !exposed.includes(one.exposed));
    const now = exposed.map((one) => ({ exposed: one, severity, constraints }));
    await recordApproved(portfolioId, share, [...before, ...now]);
  }
}
