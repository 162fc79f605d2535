import type { ShareEntry } from '../ledger/wanted-share.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import { compareAccess } from './compare-access.ts';
import { compareLooks } from './compare-looks.ts';
import { comparePrincipals } from './compare-principals.ts';
import { compareRisk } from './compare-risk.ts';
import { compareShares } from './compare-shares.ts';
import type { Difference } from './drift.ts';
import type { Reality } from './reality.ts';
import type { RiskPolicy } from './risk-policy.ts';
import type { UnderWay } from './under-way.ts';

/** One portfolio as it is wanted, by the ledger. */
export interface Wanted {
  readonly portfolioId: string;
  readonly entries: readonly ShareEntry[];
  /** Principals that were there on day one, with or without a share that needs them. */
  readonly adoptedPrincipals: readonly RequestedPrincipal[];
  readonly underWay: UnderWay;
}

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
