import { listShareEntries } from '../../aws/ledger/shares.ts';
import { nodesOfManagementAccount } from '../../aws/organizations/nodes-of-management-account.ts';
import { listPrincipals } from '../../aws/service-catalog/principals.ts';
import { readPower } from '../../aws/service-catalog/read-power.ts';
import { listShares, type ShareAsIs } from '../../aws/service-catalog/read-share.ts';
import { type Approval, isApproved } from '../../core/approval/approval.ts';
import { rejected } from '../../core/foliocast-error.ts';
import { addPrincipals } from '../../core/principals/add-principals.ts';
import { decideByPolicy } from '../../core/principals/decide-by-policy.ts';
import type { Finding } from '../../core/principals/finding.ts';
import { findingsDigest } from '../../core/principals/findings-digest.ts';
import { knownAs } from '../../core/principals/known-as.ts';
import { listedIdentity } from '../../core/principals/listed-identity.ts';
import { lendsRights, type RiskShare } from '../../core/principals/risk-input.ts';
import { weighRisk } from '../../core/principals/weigh-risk.ts';
import type { RequestedPrincipal, ShareRequest } from '../../core/request/share-request.ts';
import type { Recipient } from '../../core/share/recipient.ts';
import { approvalPolicy, principalPolicy } from '../task/settings.ts';

/** Principal names are shared with the organization and its units only. */
const TYPES_WITH_PRINCIPALS = ['ORGANIZATION', 'ORGANIZATIONAL_UNIT'] as const;

/**
 * Counts the quotas and weighs the risk of a request against what is there now. Read twice in a request's
 * life: before it queues, to refuse early, and under the lease, where a neighbour may have changed both.
 * @throws QUOTA_EXCEEDED
 */
export async function weighRequest(request: ShareRequest, nowMs: number): Promise<Weighed> {
  const { portfolioId, principals: requested } = request;
  const [listed, lists, managementNodes, power] = await Promise.all([
    listPrincipals(portfolioId),
    Promise.all(TYPES_WITH_PRINCIPALS.map((type) => listShares(portfolioId, type))),
    nodesOfManagementAccount(nowMs),
    readPower(portfolioId),
  ]);
  const shares = lists.flat();
  const existing = knownAs(listed, await knownPrincipals(request, listed));
  const { quotaProblem } = addPrincipals(existing, requested, principalPolicy.quotas);
  if (quotaProblem) throw rejected('QUOTA_EXCEEDED', quotaProblem.sentence);
  const riskOf = (recipient: Recipient, now: boolean, then: boolean): RiskShare => ({
    ...recipient,
    sharesPrincipalsNow: now,
    willSharePrincipals: then,
    reachesManagementAccount: managementNodes?.has(recipient.value) ?? true,
  });
  const isThis = ({ recipient }: ShareAsIs) =>
    recipient.type === request.recipient.type && recipient.value === request.recipient.value;
  const findings = weighRisk({
    existing,
    requested,
    share: riskOf(request.recipient, shares.find(isThis)?.sharePrincipals ?? false, request.sharePrincipals),
    otherShares: shares
      .filter((share) => !isThis(share))
      .map(({ recipient, sharePrincipals }) => riskOf(recipient, sharePrincipals, sharePrincipals)),
    power,
    policy: principalPolicy,
  });
  return { findings, lentRights: lendsRights(power) };
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

/** What was weighed, and what was seen: whether launches lend rights, found dangerous or not. */
interface Weighed {
  readonly findings: readonly Finding[];
  readonly lentRights: boolean;
}

/**
 * What policy makes of the findings. An approval counts for the findings that it was given for and no others.
 * @throws PRINCIPAL_RISK_REFUSED, or APPROVAL_REQUIRED where nobody may approve, naming the findings that asked for it
 */
export function obeyPolicy(
  findings: readonly Finding[],
  approval: Approval | undefined,
): 'ALLOWED' | 'APPROVAL_NEEDED' {
  const { decision, because } = decideByPolicy(findings, principalPolicy);
  if (decision === 'ALLOW') return 'ALLOWED';
  if (decision === 'APPROVE' && isApproved(approval, findingsDigest(findings))) return 'ALLOWED';
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
