import type { Finding } from './finding.ts';
import { DECISIONS, type Decision, type PrincipalPolicy } from './principal-policy.ts';

export interface PolicyDecision {
  readonly decision: Decision;
  /** The findings that asked for it, worst first; none where everything is allowed. */
  readonly because: readonly Finding[];
}

/**
 * The strictest decision that any finding of the change asks for. `alwaysRefuse` beats `alwaysAllow`, which beats
 * severity. A finding about what was exposed before decides nothing. What was approved before needs no second yes, but
 * is refused if policy refuses it now.
 */
export function decideByPolicy(
  findings: readonly Finding[],
  { decisions }: Pick<PrincipalPolicy, 'decisions'>,
): PolicyDecision {
  const asked = findings
    .filter(({ waivedBy, standing }) => waivedBy === undefined && standing !== 'EXPOSED_BEFORE')
    .map((finding) => ({
      finding,
      decision: finding.id === 'always-refused' ? 'REFUSE' : decisions[finding.severity],
    }))
    .filter((each) => each.decision === 'REFUSE' || each.finding.standing === undefined);
  const decision = DECISIONS.findLast((one) => asked.some((each) => each.decision === one)) ?? 'ALLOW';
  if (decision === 'ALLOW') return { decision, because: [] };
  return {
    decision,
    because: asked.filter((each) => each.decision === decision).map(({ finding }) => finding),
  };
}
