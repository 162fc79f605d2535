import { ListPortfolioAccessCommand } from '@aws-sdk/client-service-catalog';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { awsNameOf, reading } from '../call.ts';
import { readingClient } from './client.ts';

/** 100 a page: a hundred thousand accounts, where the quota is 5,000 a portfolio. */
const MOST_PAGES = 1_000;

/** By what a node may be refused that the organization does not have: AWS names no error for it. */
const NO_SUCH_NODE = [
  'ResourceNotFoundException',
  'InvalidParametersException',
  'InvalidStateException',
  'OperationNotSupportedException',
];

/**
 * Those that inherit the portfolio from a node that it is shared with. A share may outlive its unit: by a node that
 * is gone nobody inherits anything, and the rest of the portfolio can be read as before.
 */
export async function listInheritedAccess(portfolioId: string, nodeId: string): Promise<string[]> {
  try {
    return await listPortfolioAccess(portfolioId, nodeId);
  } catch (error) {
    if (NO_SUCH_NODE.includes(awsNameOf(error) ?? '')) return [];
    throw error;
  }
}

/**
 * ListPortfolioAccess, all pages: ids of the accounts that have access, by any share, or only those that
 * inherit it from one node that the portfolio is shared with.
 */
export async function listPortfolioAccess(
  portfolioId: string,
  organizationParentId?: string,
): Promise<string[]> {
  const accountIds: string[] = [];
  let PageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new ListPortfolioAccessCommand({
      PortfolioId: portfolioId,
      OrganizationParentId: organizationParentId,
      PageSize: 100,
      PageToken,
    });
    const answer = await reading('ListPortfolioAccess', () => readingClient.send(command));
    // A list that is not there is no list of nobody: by one, a share would be taken away in order to be made again.
    if (!answer.AccountIds) {
      throw new FoliocastError(
        'ServiceUnavailable',
        'ListPortfolioAccess answered without a list of accounts',
      );
    }
    accountIds.push(...answer.AccountIds);
    PageToken = answer.NextPageToken;
    if (!PageToken) return accountIds;
  }
  throw new Error(`ListPortfolioAccess of ${portfolioId} did not end after ${MOST_PAGES} pages`);
}
