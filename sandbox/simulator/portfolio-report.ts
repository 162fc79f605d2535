import type { NodeShare, OrganizationNode, Portfolio, PrincipalType } from '../service-catalog/portfolio.ts';
import { readPrincipalKey } from '../service-catalog/portfolio.ts';
import type { ShareActionKind, ShareStatus } from '../service-catalog/share-action.ts';

/** A portfolio as it is at one moment, for the sandbox to show and for tests to compare with. */
export interface PortfolioReport {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly displayName: string;
  readonly principals: readonly { accountId: string; principalArn: string; principalType: PrincipalType }[];
  readonly accountShares: readonly { accountId: string; isAccepted: boolean; shareTagOptions: boolean }[];
  readonly nodeShares: readonly NodeShareReport[];
  /** By any share, in order. */
  readonly accountIds: readonly string[];
}

interface NodeShareReport {
  readonly node: OrganizationNode;
  readonly createdBy: string;
  readonly shareTagOptions: boolean;
  readonly sharePrincipals: boolean;
  /** By this share, in order. */
  readonly accountIds: readonly string[];
  /** In the node, but not reached by this share. */
  readonly failedAccountIds: readonly string[];
  /** What was last done to the share, and how far it has come. */
  readonly lastAction: {
    readonly kind: ShareActionKind;
    readonly token: string;
    readonly status: ShareStatus;
    readonly startedAt: number;
    readonly succeeded: number;
    readonly failed: number;
  };
}

export function portfolioReport(portfolio: Portfolio): PortfolioReport {
  const { id, accountId, region, displayName, principals, accountShares, nodeShares, access } = portfolio;
  return {
    id,
    accountId,
    region,
    displayName,
    principals: [...principals].flatMap(([owner, { associated }]) =>
      [...associated].map(readPrincipalKey).map(({ arn, type }) => ({
        accountId: owner,
        principalArn: arn,
        principalType: type,
      })),
    ),
    accountShares: [...accountShares.values()].map((share) => ({ ...share })),
    nodeShares: [...nodeShares.values()].map(nodeShareReport),
    accountIds: [...access.accountIds].sort(),
  };
}

function nodeShareReport({
  node,
  createdBy,
  granted,
  failed,
  lastAction,
  ...flags
}: NodeShare): NodeShareReport {
  return {
    node,
    createdBy,
    shareTagOptions: flags.shareTagOptions,
    sharePrincipals: flags.sharePrincipals,
    accountIds: [...granted].sort(),
    failedAccountIds: [...failed].sort(),
    lastAction: {
      kind: lastAction.kind,
      token: lastAction.token,
      status: lastAction.status,
      startedAt: lastAction.startedAt,
      succeeded: lastAction.successfulShares.length,
      failed: lastAction.shareErrors.reduce((sum, { accountIds }) => sum + accountIds.length, 0),
    },
  };
}
