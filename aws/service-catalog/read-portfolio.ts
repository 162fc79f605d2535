import {
  DescribePortfolioCommand,
  GetAWSOrganizationsAccessStatusCommand,
  ListConstraintsForPortfolioCommand,
} from '@aws-sdk/client-service-catalog';
import { FoliocastError, rejected } from '../../core/foliocast-error.ts';
import { reading } from '../call.ts';
import { readingClient } from './client.ts';

const MOST_PAGES = 100;

/** DescribePortfolio. Rejects with PORTFOLIO_NOT_FOUND where this account and Region have no such portfolio. */
export async function readPortfolio(portfolioId: string): Promise<{ readonly arn: string }> {
  const command = new DescribePortfolioCommand({ Id: portfolioId });
  try {
    const { PortfolioDetail } = await reading('DescribePortfolio', () => readingClient.send(command));
    return { arn: PortfolioDetail?.ARN ?? '' };
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

/** ListConstraintsForPortfolio, the types of all: LAUNCH, STACKSET, TEMPLATE, NOTIFICATION, RESOURCE_UPDATE. */
export async function listConstraintTypes(portfolioId: string): Promise<string[]> {
  const types: string[] = [];
  let PageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new ListConstraintsForPortfolioCommand({
      PortfolioId: portfolioId,
      PageSize: 20,
      PageToken,
    });
    const answer = await reading('ListConstraintsForPortfolio', () => readingClient.send(command));
    types.push(...(answer.ConstraintDetails ?? []).map(({ Type }) => Type ?? ''));
    PageToken = answer.NextPageToken;
    if (!PageToken) return types;
  }
  throw new Error(`ListConstraintsForPortfolio of ${portfolioId} did not end after ${MOST_PAGES} pages`);
}
