import { listAllFlights } from '../../aws/ledger/flights.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import type { RequestedPrincipal } from '../../core/request/share-request.ts';

/** At most so many requests that are under way are read. */
const MOST_READ = 100;

/** Principals that requests under way are to take off: they go before SHAREs, and then there is room. */
export async function beingTakenOff(portfolioId: string): Promise<RequestedPrincipal[]> {
  const flights = await listAllFlights(portfolioId);
  const requests = await Promise.all(flights.slice(0, MOST_READ).map(findRequest));
  return requests.flatMap((one) =>
    one && !one.outcome && one.request.action !== 'SHARE' ? one.request.principals : [],
  );
}
