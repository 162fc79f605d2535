import {
  CreatePortfolioShareCommand,
  type CreatePortfolioShareCommandInput,
  DescribePortfolioShareStatusCommand,
  type DescribePortfolioShareStatusCommandOutput,
  DescribePortfolioSharesCommand,
  type DescribePortfolioShareType,
  ListPortfolioAccessCommand,
  type PortfolioShareDetail,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { PORTFOLIO } from '../simulator/start-simulator.ts';

type NodeType = NonNullable<CreatePortfolioShareCommandInput['OrganizationNode']>['Type'];

/** The node of an id, with the type that its form tells. */
export function nodeOf(id: string) {
  const Type: NodeType = id.startsWith('o-')
    ? 'ORGANIZATION'
    : id.startsWith('ou-')
      ? 'ORGANIZATIONAL_UNIT'
      : 'ACCOUNT';
  return { Type, Value: id };
}

/** Shares the default portfolio with a node; answers the token. */
export async function shareWith(
  client: ServiceCatalogClient,
  nodeId: string,
  flags: { ShareTagOptions?: boolean; SharePrincipals?: boolean } = {},
): Promise<string> {
  const { PortfolioShareToken } = await client.send(
    new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, OrganizationNode: nodeOf(nodeId), ...flags }),
  );
  return PortfolioShareToken ?? 'no token';
}

/** With its accounts in the order of their ids, which the service does not keep. */
export async function statusOf(
  client: ServiceCatalogClient,
  token: string,
): Promise<DescribePortfolioShareStatusCommandOutput> {
  const status = await client.send(new DescribePortfolioShareStatusCommand({ PortfolioShareToken: token }));
  status.ShareDetails?.SuccessfulShares?.sort();
  for (const { Accounts } of status.ShareDetails?.ShareErrors ?? []) Accounts?.sort();
  return status;
}

/** Every page of it, in the order of the ids, which the service does not keep. */
export async function accessOf(
  client: ServiceCatalogClient,
  OrganizationParentId?: string,
  PageSize?: number,
): Promise<string[]> {
  const accountIds: string[] = [];
  let PageToken: string | undefined;
  do {
    const page = await client.send(
      new ListPortfolioAccessCommand({ PortfolioId: PORTFOLIO, OrganizationParentId, PageToken, PageSize }),
    );
    accountIds.push(...(page.AccountIds ?? []));
    PageToken = page.NextPageToken;
  } while (PageToken !== undefined);
  return accountIds.sort();
}

export async function sharesOf(
  client: ServiceCatalogClient,
  Type: DescribePortfolioShareType,
): Promise<PortfolioShareDetail[]> {
  const { PortfolioShareDetails } = await client.send(
    new DescribePortfolioSharesCommand({ PortfolioId: PORTFOLIO, Type, PageSize: 100 }),
  );
  return PortfolioShareDetails ?? [];
}
