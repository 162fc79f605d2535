import { decideByPolicy } from '../../core/principals/decide-by-policy.ts';
import { type Finding, overallSeverity } from '../../core/principals/finding.ts';
import { parsePrincipals } from '../../core/principals/parse-principals.ts';
import type { Decision, PrincipalPolicy } from '../../core/principals/principal-policy.ts';
import type { PrincipalProblem } from '../../core/principals/principal-problem.ts';
import type { Severity } from '../../core/principals/severity.ts';
import { weighRisk } from '../../core/principals/weigh-risk.ts';
import type { ShareRequest } from '../../core/request/share-request.ts';

export type Together =
  | { readonly verdict: 'INVALID'; readonly problems: readonly PrincipalProblem[] }
  | { readonly verdict: Decision; readonly severity: Severity; readonly findings: readonly Finding[] };

/**
 * All principals of a request, weighed together on a portfolio that has no others and is shared with nobody else. The
 * service also weighs what the real portfolio has, so its verdict can be stricter.
 */
export function explainTogether(
  { principals: requested, recipient, sharePrincipals }: ShareRequest,
  launchConstraint: boolean,
  partition: string,
  policy: PrincipalPolicy,
): Together {
  const parsed = parsePrincipals(requested, partition);
  if (!parsed.ok) return { verdict: 'INVALID', problems: parsed.problems };
  const launchConstraints = launchConstraint ? ['assumed by --launch-constraint'] : [];
  const findings = weighRisk({
    existing: [],
    requested,
    share: {
      ...recipient,
      sharesPrincipalsNow: false,
      willSharePrincipals: sharePrincipals,
      reachesManagementAccount: recipient.type === 'ORGANIZATION',
    },
    otherShares: [],
    power: { readable: true, launchConstraints, stackSetConstraints: [] },
    policy,
  });
  const { decision } = decideByPolicy(findings, policy);
  return { verdict: decision, severity: overallSeverity(findings), findings };
}
