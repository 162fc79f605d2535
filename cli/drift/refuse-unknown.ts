import { isKnownPortfolio } from '../../aws/ledger/portfolios.ts';
import { NotDone } from '../command/failures.ts';
import type { Connection } from '../connect/connection.ts';

/** That nothing differs would be no answer about a portfolio that is never compared. @throws NotDone */
export async function refuseUnknown({ stage }: Connection, portfolioId: string | undefined): Promise<void> {
  if (portfolioId === undefined || (await isKnownPortfolio(portfolioId))) return;
  throw new NotDone(
    `Nobody ever asked stage ${stage} of Foliocast for a share of ${portfolioId}, so it is not compared. Check the id.`,
  );
}
