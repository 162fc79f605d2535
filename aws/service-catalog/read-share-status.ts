import { DescribePortfolioShareStatusCommand } from '@aws-sdk/client-service-catalog';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { ShareReport } from '../../core/share/share-status.ts';
import { reading } from '../call.ts';
import { readingClient } from './client.ts';

/** DescribePortfolioShareStatus: progress of a create, update or delete, by its token; unpaginated. */
export async function readShareStatus(portfolioShareToken: string): Promise<ShareReport> {
  const command = new DescribePortfolioShareStatusCommand({ PortfolioShareToken: portfolioShareToken });
  const { Status, ShareDetails, PortfolioShareToken } = await reading('DescribePortfolioShareStatus', () =>
    readingClient.send(command),
  );
  if (!Status) {
    throw new FoliocastError('ServiceUnavailable', 'DescribePortfolioShareStatus answered without a Status');
  }
  if (PortfolioShareToken !== undefined && PortfolioShareToken !== portfolioShareToken) {
    const sentence = `DescribePortfolioShareStatus of ${portfolioShareToken} answered about ${PortfolioShareToken}`;
    throw new FoliocastError('ServiceUnavailable', sentence);
  }
  return {
    status: Status,
    hasDetails: ShareDetails !== undefined,
    successfulAccounts: ShareDetails?.SuccessfulShares ?? [],
    shareErrors: (ShareDetails?.ShareErrors ?? []).map(
      ({ Accounts = [], Error: error = '', Message = '' }) => ({
        accounts: Accounts,
        error,
        message: Message,
      }),
    ),
  };
}
