import { ListPortfoliosCommand } from '@aws-sdk/client-service-catalog';
import { reading } from '../call.ts';
import { readingClient } from './client.ts';

/** 20 a page: five times as many as the 20,000 portfolios that a Region was ever tried with. */
const MOST_PAGES = 5_000;

export interface ListedPortfolio {
  readonly portfolioId: string;
  readonly displayName: string;
}

/**
 * All of this account and Region, not those shared with it.
 * @param onPage is told how many were listed so far
 */
export async function listPortfolios(
  onPage: (count: number) => void = () => undefined,
): Promise<ListedPortfolio[]> {
  const portfolios: ListedPortfolio[] = [];
  for await (const page of pagesOfPortfolios()) {
    portfolios.push(...page);
    onPage(portfolios.length);
  }
  return portfolios;
}

/** ListPortfolios, page by page: a call each. */
export async function* pagesOfPortfolios(): AsyncGenerator<readonly ListedPortfolio[]> {
  let PageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new ListPortfoliosCommand({ PageSize: 20, PageToken });
    const answer = await reading('ListPortfolios', () => readingClient.send(command));
    yield (answer.PortfolioDetails ?? []).map(({ Id = '', DisplayName = '' }) => ({
      portfolioId: Id,
      displayName: DisplayName,
    }));
    PageToken = answer.NextPageToken;
    if (!PageToken) return;
  }
  throw new Error(`ListPortfolios did not end after ${MOST_PAGES} pages`);
}
