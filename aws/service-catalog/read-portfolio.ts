import {
  DescribePortfolioCommand,
  GetAWSOrganizationsAccessStatusCommand,
} from '@aws-sdk/client-service-catalog';
import { FoliocastError, rejected } from '../../core/foliocast-error.ts';
import { reading } from '../call.ts';
import { readingClient } from './client.ts';

/** DescribePortfolio. Rejects with PORTFOLIO_NOT_FOUND where this account and Region have no such portfolio. */
export async function readPortfolio(portfolioId: string): Promise<{
  readonly arn: string;
  /** Of a portfolio that was shared with this account, another one. */
  readonly ownerAccountId: string | undefined;
  readonly displayName: string;
}> {
  const command = new DescribePortfolioCommand({ Id: portfolioId });
  try {
    const { PortfolioDetail } = await reading('DescribePortfolio', () => readingClient.send(command));
    const arn = PortfolioDetail?.ARN ?? '';
    const ownerAccountId = /^arn:[^:]*:catalog:[^:]*:(\d{12}):/.exec(arn)?.[1];
    return { arn, ownerAccountId, displayName: PortfolioDetail?.DisplayName ?? '' };
  } catch (cause) {
    if (!(cause instanceof FoliocastError) || cause.name !== 'ResourceNotFoundException') throw cause;
    throw rejected('PORTFOLIO_NOT_FOUND', `portfolio ${portfolioId} is not in this account and Region`, {
      cause,
    });
  }
}

/** GetAWSOrganizationsAccessStatus. Only the management account or a delegated administrator may ask. */
export async function readOrganizationsAccess(): Promise<'ENABLED' | 'UNDER_CHANGE' | 'DISABLED'> {
  const command = new GetAWSOrganizationsAccessStatusCommand({});
  const answer = await reading('GetAWSOrganizationsAccessStatus', () => readingClient.send(command));
  return answer.AccessStatus ?? 'DISABLED';
}
