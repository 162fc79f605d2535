import { overallSeverity } from '../principals/finding.ts';
import { compareSeverity } from '../principals/severity.ts';
import { weighRisk } from '../principals/weigh-risk.ts';
import type { Difference } from './drift.ts';
import { exposesPatterns, type Reality } from './reality.ts';
import { type RiskPolicy, riskSharesOf } from './risk-policy.ts';
import type { Wanted } from './wanted.ts';

/**
 * Whether a constraint was added since the shares were weighed, so that launches lend rights now. One difference for
 * the portfolio. Constraints that cannot be read do not count as added.
 */
export function compareRisk(
  { portfolioId, entries }: Wanted,
  reality: Reality,
  risk: RiskPolicy,
): Difference[] {
  const { power, principals } = reality;
  if (!power?.readable || !principals || !exposesPatterns(reality)) return [];
  if (power.launchConstraints.length + power.stackSetConstraints.length === 0) return [];
  const exposing = entries.flatMap(({ wanted }) => (wanted?.sharePrincipals ? [wanted] : []));
  if (exposing.length === 0 || exposing.some(({ lentRights }) => lentRights)) return [];
  const [share, ...otherShares] = riskSharesOf(reality, risk);
  if (!share) return [];
  const input = { existing: principals, requested: [], share, otherShares, policy: risk.policy };
  const without = { readable: true, launchConstraints: [], stackSetConstraints: [] } as const;
  const before = overallSeverity(weighRisk({ ...input, power: without }));
  const findings = weighRisk({ ...input, power });
  const now = overallSeverity(findings);
  if (compareSeverity(now, before) <= 0) return [];
  const expected = { severity: before };
  const actual = { severity: now };
  return [{ kind: 'RISK_RISEN', portfolioId, generation: 0, expected, actual, findings }];
}
