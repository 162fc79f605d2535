import { type PortfolioRecord, readPortfolioRecord } from '../../aws/ledger/reconciliation.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import { UnderWay } from '../../core/reconciliation/under-way.ts';

export type WantedPortfolio = PortfolioRecord & { readonly underWay: UnderWay };

/** What is wanted of a portfolio, and what requests under way may be changing of it. */
export async function readWanted(portfolioId: string): Promise<WantedPortfolio> {
  const record = await readPortfolioRecord(portfolioId);
  const requests = [];
  for (const requestKey of record.inFlight) {
    const request = await findRequest(requestKey);
    if (request) requests.push(request);
  }
  return { ...record, underWay: new UnderWay(requests) };
}
