import { compareAccess } from './compare-access.ts';
import { compareLooks } from './compare-looks.ts';
import { comparePrincipals } from './compare-principals.ts';
import { compareRisk } from './compare-risk.ts';
import { compareShares } from './compare-shares.ts';
import type { Difference } from './drift.ts';
import type { Reality } from './reality.ts';
import type { RiskPolicy } from './risk-policy.ts';
import type { Wanted } from './wanted.ts';

/**
 * Every difference between the wanted and the real state, as far as the real one was read. What a request under way may
 * be changing does not count.
 */
export function findDifferences(wanted: Wanted, reality: Reality, risk: RiskPolicy): Difference[] {
  return [
    ...compareShares(wanted, reality),
    ...comparePrincipals(wanted, reality, risk),
    ...compareRisk(wanted, reality, risk),
    ...compareLooks(wanted, reality),
    ...compareAccess(wanted, reality),
  ];
}
