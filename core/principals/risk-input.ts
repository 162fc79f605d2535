import type { RequestedPrincipal } from '../request/share-request.ts';
import type { Recipient } from '../share/recipient.ts';
import type { PrincipalPolicy } from './principal-policy.ts';

/** A share of the portfolio as it is and as it will be once the request is done. */
export interface RiskShare extends Recipient {
  readonly sharesPrincipalsNow: boolean;
  readonly willSharePrincipals: boolean;
  readonly reachesManagementAccount: boolean;
}

/** What ListConstraintsForPortfolio tells of the rights that a launch lends; ids of LAUNCH and STACKSET constraints. */
export type PortfolioPower =
  | {
      readonly readable: true;
      readonly launchConstraints: readonly string[];
      readonly stackSetConstraints: readonly string[];
    }
  | { readonly readable: false };

/** Whether a launch may have rights that are not one's own; what cannot be read counts as lending them. */
export function lendsRights(power: PortfolioPower): boolean {
  return !power.readable || power.launchConstraints.length + power.stackSetConstraints.length > 0;
}

export interface RiskInput {
  /** ListPrincipalsForPortfolio. */
  readonly existing: readonly RequestedPrincipal[];
  readonly requested: readonly RequestedPrincipal[];
  /** The share that the request is about. */
  readonly share: RiskShare;
  /** Every other share that the portfolio has. */
  readonly otherShares: readonly RiskShare[];
  readonly power: PortfolioPower;
  readonly policy: PrincipalPolicy;
}
