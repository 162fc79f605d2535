import type { ShareEntry } from '../../core/ledger/wanted-share.ts';
import { listShareEntries } from '../ledger/shares.ts';
import { withoutTakenOff } from '../ledger/taken-off.ts';

/** The ledger's entries of a portfolio, as a prediction needs them. */
export async function readEntries(portfolioId: string, nowMs: number): Promise<ShareEntry[]> {
  return withoutTakenOff(portfolioId, await listShareEntries(portfolioId), nowMs);
}
