import {
  AssociatePrincipalWithPortfolioCommand,
  DisassociatePrincipalFromPortfolioCommand,
  ListPrincipalsForPortfolioCommand,
} from '@aws-sdk/client-service-catalog';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';
import { reading, writing } from '../call.ts';
import { readingClient, writingClient } from './client.ts';

/** 20 a page, and 100 principals a portfolio unless the quota was raised. */
const MOST_PAGES = 100;

/** ListPrincipalsForPortfolio, all pages. */
export async function listPrincipals(portfolioId: string): Promise<RequestedPrincipal[]> {
  const principals: RequestedPrincipal[] = [];
  let PageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new ListPrincipalsForPortfolioCommand({
      PortfolioId: portfolioId,
      PageSize: 20,
      PageToken,
    });
    const answer = await reading('ListPrincipalsForPortfolio', () => readingClient.send(command));
    for (const { PrincipalARN = '', PrincipalType = 'IAM' } of answer.Principals ?? []) {
      principals.push({ principalArn: PrincipalARN, principalType: PrincipalType });
    }
    PageToken = answer.NextPageToken;
    if (!PageToken) return principals;
  }
  throw new Error(`ListPrincipalsForPortfolio of ${portfolioId} did not end after ${MOST_PAGES} pages`);
}

/**
 * AssociatePrincipalWithPortfolio. A role made a moment ago is refused as InvalidParametersException until
 * IAM knows it everywhere (seen by every peer): that is PrincipalNotReady, to be retried.
 */
export async function associatePrincipal(portfolioId: string, principal: RequestedPrincipal): Promise<void> {
  const command = new AssociatePrincipalWithPortfolioCommand({
    PortfolioId: portfolioId,
    PrincipalARN: principal.principalArn,
    PrincipalType: principal.principalType,
  });
  try {
    await writing(`AssociatePrincipalWithPortfolio of ${principal.principalType}`, () =>
      writingClient.send(command),
    );
  } catch (cause) {
    if (cause instanceof FoliocastError && isNotReady(cause, principal)) {
      const message = `${principal.principalArn} is not known yet, or does not exist: ${cause.message}`;
      throw new FoliocastError('PrincipalNotReady', message, { cause });
    }
    throw cause;
  }
}

function isNotReady(error: FoliocastError, { principalType }: RequestedPrincipal): boolean {
  return error.name === 'InvalidParametersException' && principalType === 'IAM';
}

/**
 * DisassociatePrincipalFromPortfolio. Without its type a pattern is taken for an IAM principal that is not
 * there, and its ResourceNotFoundException for success: so the type is the one that the portfolio lists.
 */
export async function disassociatePrincipal(
  portfolioId: string,
  principal: RequestedPrincipal,
): Promise<void> {
  const command = new DisassociatePrincipalFromPortfolioCommand({
    PortfolioId: portfolioId,
    PrincipalARN: principal.principalArn,
    PrincipalType: principal.principalType,
  });
  await writing('DisassociatePrincipalFromPortfolio', () => writingClient.send(command));
}
