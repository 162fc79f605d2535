import { partitionOf } from '../wire/partition.ts';
import type { SortedIds } from '../wire/sorted-ids.ts';
import type { Lagging } from './lagging.ts';
import type { PortfolioAccess } from './portfolio-access.ts';
import type { ShareAction, ShareStatus } from './share-action.ts';

export type OrganizationNodeType = 'ORGANIZATION' | 'ORGANIZATIONAL_UNIT' | 'ACCOUNT';

/** `id` is bare: `o-…`, `ou-…` or 12 digits. */
export interface OrganizationNode {
  readonly type: OrganizationNodeType;
  readonly id: string;
}

export interface Portfolio {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly displayName: string;
  readonly providerName: string;
  readonly description: string | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly idempotencyToken: string | undefined;
  readonly products: readonly Product[];
  readonly constraints: Constraint[];
  /** By the account that made the association: the owner's, and each recipient's own. */
  readonly principals: Map<string, Principals>;
  /** By recipient account. */
  readonly accountShares: Map<string, AccountShare>;
  /** By the bare id of the node. */
  readonly nodeShares: Map<string, NodeShare>;
  readonly access: PortfolioAccess;
  readonly listings: Listings;
}

/** What the lists show of a portfolio, each of which may lag behind. */
export interface Listings {
  /** DescribePortfolioShares, and ListOrganizationPortfolioAccess. */
  readonly shares: Lagging<ListedShare>;
  readonly nodes: Lagging<ListedShare>;
  /** ListPortfolioAccess, and what ListAcceptedPortfolioShares shows by shares to nodes. */
  readonly access: PortfolioAccess;
  readonly inherited: PortfolioAccess;
  /** The account shares that ListAcceptedPortfolioShares shows, by account. */
  readonly imported: Lagging<true>;
}

export interface ListedShare {
  readonly recipient: OrganizationNode | { readonly type: 'EXTERNAL_ACCOUNT'; readonly id: string };
  readonly isAccepted: boolean;
  readonly shareTagOptions: boolean;
  readonly sharePrincipals: boolean;
  readonly status: ShareStatus;
}

interface Product {
  readonly id: string;
  /** Whether the product came from a portfolio that another account shared. */
  readonly isShared: boolean;
}

interface Constraint {
  readonly id: string;
  readonly type: string;
  readonly description: string | undefined;
  /** JSON. */
  readonly parameters: string;
  readonly ownerAccountId: string;
  readonly productId: string;
}

export type PrincipalType = 'IAM' | 'IAM_PATTERN';

export interface Principals {
  /** Keys as {@link principalKey} makes them; what can be associated no second time. */
  readonly associated: SortedIds;
  /** What ListPrincipalsForPortfolio knows by now, and since when it was associated. */
  readonly listed: Lagging<number>;
}

/** Sorts the principals of a portfolio by their ARN. */
export function principalKey(arn: string, type: PrincipalType): string {
  return `${arn} ${type}`;
}

export function readPrincipalKey(key: string): { arn: string; type: PrincipalType } {
  const end = key.lastIndexOf(' ');
  return { arn: key.slice(0, end), type: key.slice(end + 1) === 'IAM' ? 'IAM' : 'IAM_PATTERN' };
}

/** A share from account to account, which its recipient has to accept. */
interface AccountShare {
  readonly accountId: string;
  isAccepted: boolean;
  shareTagOptions: boolean;
}

/** A share to a node of the organization, which needs no acceptance. */
export interface NodeShare {
  readonly node: OrganizationNode;
  /** The account that shared: its shares go when it is no delegated administrator any more. */
  readonly createdBy: string;
  shareTagOptions: boolean;
  sharePrincipals: boolean;
  /** What a running update asked for. */
  flagsToBe: { readonly shareTagOptions: boolean; readonly sharePrincipals: boolean } | undefined;
  /** The accounts that have the portfolio by this share. */
  readonly granted: SortedIds;
  /** Its creation ended in ERROR. */
  isInError: boolean;
  /** The accounts that this share did not reach, until they leave the node. */
  readonly failed: Set<string>;
  /** The last one: created, updated or deleted by. */
  lastAction: ShareAction;
}

export function portfolioArn({ region, accountId, id }: Portfolio): string {
  return `arn:${partitionOf(region)}:catalog:${region}:${accountId}:portfolio/${id}`;
}
