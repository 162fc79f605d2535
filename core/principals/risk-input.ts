import type { RequestedPrincipal } from '../request/share-request.ts';
import type { Recipient } from '../share/recipient.ts';
import type { PortfolioPower } from './portfolio-power.ts';
import type { PrincipalPolicy } from './principal-policy.ts';
import type { Severity } from './severity.ts';

/** A share of the portfolio as it is and as it will be once the request is done. */
export interface RiskShare extends Recipient {
  readonly sharesPrincipalsNow: boolean;
  readonly willSharePrincipals: boolean;
  readonly reachesManagementAccount: boolean;
  /** Principal names are shared with a node above it already: whoever is reached by this share has them by that one. */
  readonly isCoveredNow?: boolean;
  /** Of an account-to-account share: whether Organizations knows the account; absent where nobody may read that. */
  readonly isInOrganization?: boolean;
  /** Whether the share is there now; told of account-to-account shares. */
  readonly isThereNow?: boolean;
  /** Of an account-to-account share: a rule of config.yml that admits the request names the account itself. */
  readonly isNamedByRule?: boolean;
  /** Of an account-to-account share: it is wanted already, so that policy admitted it once. */
  readonly isWantedNow?: boolean;
  /** What somebody said yes to for this very recipient. */
  readonly approved?: readonly ApprovedExposure[];
}

/** One exposure at one recipient, as somebody approved it. */
export interface ApprovedExposure {
  /** The ARN of a pattern, or the id of an account outside of the organization. */
  readonly exposed: string;
  /** The worst that was asked about then: a yes to it is no yes to worse. */
  readonly severity: Severity;
  /** The marks of constraints that lent rights then: a yes to them is no yes to others, nor to other roles in them. */
  readonly constraints: readonly string[];
  /** The marks of constraints that limited parameters then. Without one of them people may do more. */
  readonly limits?: readonly string[];
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
