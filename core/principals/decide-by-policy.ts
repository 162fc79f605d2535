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
  { decisions }: Pick<PrincipalPolicy, 'decisions'>,
): PolicyDecision {
  const asked = findings
    .filter(({ waivedBy }) => waivedBy === undefined)
    .map((finding) => ({
      finding,
      decision: finding.id === 'always-refused' ? 'REFUSE' : decisions[finding.severity],
    }));
  const decision = DECISIONS.findLast((one) => asked.some((each) => each.decision === one)) ?? 'ALLOW';
  if (decision === 'ALLOW') return { decision, because: [] };
  return {
    decision,
    because: asked.filter((each) => each.decision === decision).map(({ finding }) => finding),
  };
}
