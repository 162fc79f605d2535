import type { PortfolioPower } from '../principals/portfolio-power.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import type { AccessLook } from '../share/access.ts';
import type { Recipient } from '../share/recipient.ts';
import type { ShareFlags } from '../share/share-plan.ts';

export interface RealShare extends ShareFlags {
  readonly recipient: Recipient;
}

/** What Service Catalog says of one portfolio. What was not read is absent and is not compared. */
export interface Reality {
  /** DescribePortfolioShares, by type. */
  readonly shares: Partial<Record<Recipient['type'], readonly RealShare[]>>;
  /** ListPrincipalsForPortfolio. */
  readonly principals?: readonly RequestedPrincipal[];
  /** ListConstraintsForPortfolio; read only where principal names are shared. */
  readonly power?: PortfolioPower;
  /** Looks at the accounts of wanted shares whose last end is not known to be clean. */
  readonly looks?: readonly { readonly recipient: Recipient; readonly look: AccessLook }[];
  /** ListPortfolioAccess: accounts with access, and those that inherit it from a node it is shared with. */
  readonly access?: { readonly all: readonly string[]; readonly inherited: readonly string[] };
}

export function sharesOf({ shares }: Reality): RealShare[] {
  return Object.values(shares).flatMap((ofType) => ofType ?? []);
}

/** Whether principal names leave the portfolio: only then does its power matter to anybody else. */
export function exposesPatterns(reality: Reality): boolean {
  return (
    sharesOf(reality).some(({ sharePrincipals }) => sharePrincipals) &&
    (reality.principals ?? []).some(({ principalType }) => principalType === 'IAM_PATTERN')
  );
}
