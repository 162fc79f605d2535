import { listKnownPortfolios } from '../../aws/ledger/portfolios.ts';
import { readPortfolioRecord } from '../../aws/ledger/reconciliation.ts';
import {
  type Acknowledgement,
  acknowledgementOf,
  type DriftRecord,
  isSilenced,
} from '../../core/reconciliation/drift-record.ts';
import { startProgress } from '../command/progress.ts';
import { ITEMS_AT_ONCE, someAtOnce } from '../command/some-at-once.ts';

export interface KnownDrift extends DriftRecord {
  /** Set if somebody has acknowledged it, so that it is silent. */
  readonly acknowledged?: Acknowledgement;
}

/** Every drift that was found and is not gone, from the ledger. Nothing is compared anew. */
export async function readDrifts(portfolioId: string | undefined): Promise<KnownDrift[]> {
  const portfolios = portfolioId === undefined ? await listKnownPortfolios() : [portfolioId];
  const now = new Date().toISOString();
  const progress = startProgress();
  const drifts: KnownDrift[] = [];
  let read = 0;
  for await (const { drifts: found, acknowledgements } of someAtOnce(
    portfolios,
    ITEMS_AT_ONCE,
    readPortfolioRecord,
  )) {
    progress.tell(`${++read} of ${portfolios.length} portfolios were read …`);
    for (const drift of found.filter(({ endedAt }) => endedAt === undefined)) {
      const acknowledged = isSilenced(drift, acknowledgements, now)
        ? acknowledgementOf(drift, acknowledgements)
        : undefined;
      drifts.push({ ...drift, ...(acknowledged && { acknowledged }) });
    }
  }
  progress.end();
  return drifts;
}
