import type { ShareEntry } from '../ledger/wanted-share.ts';
import type { OrganizationTree } from '../organization/organization-tree.ts';
import type { PortfolioPower } from '../principals/portfolio-power.ts';
import type { PrincipalPolicy } from '../principals/principal-policy.ts';
import type { Standing } from '../reach/standing.ts';

/** All that is known before a request is done, and that a prediction depends on. */
export interface Known {
  /** When it was read, in milliseconds since 1970: a list may lag behind what happened shortly before. */
  readonly nowMs: number;
  /** As Service Catalog lists it. */
  readonly standing: Standing;
  readonly power: PortfolioPower;
  readonly policy: PrincipalPolicy;
  readonly ownerAccountId: string;
  /** Absent where the organization was not read: nothing is counted then. */
  readonly tree?: OrganizationTree;
  /** What the management account stands in, with itself; absent where nobody may read it: every node counts as such. */
  readonly managementNodes?: ReadonlySet<string>;
  readonly recipient: KnownRecipient;
  /** The ledger's, of the portfolio; absent before they were read. */
  readonly entries?: readonly ShareEntry[];
}

interface KnownRecipient {
  /** The organization and the units that it is below; absent where that was not read. */
  readonly above?: readonly string[];
  /** Of an account-to-account share: whether Organizations knows the account; absent where nobody may read that. */
  readonly isInOrganization?: boolean;
  /** Of an account-to-account share: a rule of config.yml that admits the request names the account itself. */
  readonly isNamedByRule?: boolean;
}
