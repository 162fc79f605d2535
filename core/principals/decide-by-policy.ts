import type { Finding } from './finding.ts';
import { DECISIONS, type Decision, type PrincipalPolicy } from './principal-policy.ts';

export interface PolicyDecision {
  readonly decision: Decision;
  /** The findings that asked for it, worst first; none where everything is allowed. */
  readonly because: readonly Finding[];
}

/** The strictest decision that any finding asks for. `alwaysRefuse` beats `alwaysAllow`, which beats severity. */
export function decideByPolicy(
  findings: readonly Finding[],
  policy: Pick<PrincipalPolicy, 'decisions'>,
): PolicyDecision {
  const decisions = findings.map((finding) => decisionFor(finding, policy));
  const decision = DECISIONS.findLast((one) => decisions.includes(one)) ?? 'ALLOW';
  if (decision === 'ALLOW') return { decision, because: [] };
  return { decision, because: findings.filter((_, index) => decisions[index] === decision) };
}

function decisionFor(
  { id, severity, waivedBy }: Finding,
  { decisions }: Pick<PrincipalPolicy, 'decisions'>,
): Decision {
  if (id === 'always-refused') return 'REFUSE';
  return waivedBy === undefined ? decisions[severity] : 'ALLOW';
}
