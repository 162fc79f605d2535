import { DescribePortfolioSharesCommand } from '@aws-sdk/client-service-catalog';
import type { Recipient, ShareType } from '../../core/share/recipient.ts';
import type { ShareFlags } from '../../core/share/share-plan.ts';
import { reading } from '../call.ts';
import { readingClient } from './client.ts';

export interface ShareAsIs extends ShareFlags {
  readonly recipient: Recipient;
  /** Always true for organization nodes; false while an account has not accepted. */
  readonly accepted: boolean;
}

/** The most pages that one listing may take: 100 a page, and an account shares with 5,000 accounts at most. */
const MOST_PAGES = 200;

interface FoundShare extends ShareAsIs {
  readonly listedAs: ShareType;
}

/**
 * The share of a portfolio with one recipient, or `undefined` where none is listed. An account may be listed under
 * either type, whichever way it was shared with: it is taken for the asked one where that one is not listed.
 */
export async function findShare(portfolioId: string, recipient: Recipient): Promise<FoundShare | undefined> {
  for (const type of [recipient.type, OTHER_TYPE[recipient.type]]) {
    if (type === undefined || type === 'NOBODY') break;
    const shares = await listShares(portfolioId, type);
    const found = shares.find((share) => share.recipient.value === recipient.value);
    if (found) return { ...found, recipient, listedAs: type };
  }
  return undefined;
}

/** How many shares with an account are listed, under either type. */
export async function countShares(portfolioId: string, { type, value }: Recipient): Promise<number> {
  const types = [type, OTHER_TYPE[type]].filter((one) => one !== undefined && one !== 'NOBODY');
  const lists = await Promise.all(types.map((one) => listShares(portfolioId, one)));
  return lists.flat().filter(({ recipient }) => recipient.value === value).length;
}

export const OTHER_TYPE: Partial<Record<Recipient['type'], Recipient['type']>> = {
  ACCOUNT: 'ORGANIZATION_MEMBER_ACCOUNT',
  ORGANIZATION_MEMBER_ACCOUNT: 'ACCOUNT',
};

/** The model has room for an ARN, whose last part is the id. */
function bareId(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** DescribePortfolioShares, all pages of one type. */
export async function listShares(portfolioId: string, type: ShareType): Promise<ShareAsIs[]> {
  const shares: ShareAsIs[] = [];
  let PageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new DescribePortfolioSharesCommand({
      PortfolioId: portfolioId,
      Type: type,
      PageSize: 100,
      PageToken,
    });
    const answer = await reading('DescribePortfolioShares', () => readingClient.send(command));
    for (const detail of answer.PortfolioShareDetails ?? []) {
      shares.push({
        recipient: { type, value: bareId(detail.PrincipalId ?? '') },
        accepted: detail.Accepted ?? false,
        shareTagOptions: detail.ShareTagOptions ?? false,
        sharePrincipals: detail.SharePrincipals ?? false,
      });
    }
    PageToken = answer.NextPageToken;
    if (!PageToken) return shares;
  }
  throw new Error(`DescribePortfolioShares of ${portfolioId} did not end after ${MOST_PAGES} pages`);
}
