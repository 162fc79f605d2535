import { knowPortfolio } from '../../aws/ledger/portfolios.ts';
import { changeEnd } from '../../aws/ledger/share-ends.ts';
import {
  changeWanted,
  endFlight,
  expireUnwanted,
  readShareEntry,
  recordLeftBehind,
} from '../../aws/ledger/shares.ts';
import { endAfter } from '../../core/ledger/end-after.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { Outcome } from '../../core/outcome/outcome.ts';
import { wantedAfter } from '../../core/outcome/wanted-after.ts';
import type { ShareEnd } from '../../core/share/share-end.ts';
import { keptBeyondOpen } from '../task/settings.ts';

/** How often to try again if another request for the same share was decided meanwhile. */
const MOST_TRIES = 10;

/**
 * Records what a decided outcome leaves behind: how the share ended, and which share is wanted from now on. Safe to
 * repeat, in case somebody dies between the outcome and this. An older request never overwrites a newer one.
 */
export async function keepWanted(record: RequestRecord, outcome: Outcome, now: string): Promise<void> {
  const { portfolioId, recipient } = record.request;
  const read = await readShareEntry(portfolioId, recipient);
  await changeEnd(read, (before) => (isRecorded(before, record) ? before : endAfter(before, record)));
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const entry = await readShareEntry(portfolioId, recipient);
    const change = wantedAfter(entry, record, outcome);
    if (change.change === 'KEEP') await knowPortfolio(portfolioId);
    if (change.change === 'LEAVE') await recordLeftBehind(entry, change.leftBehind);
    const isStanding = change.change === 'NONE' || change.change === 'LEAVE';
    if (isStanding || (await changeWanted(entry, change, record.grantedAt))) {
      await endFlight(entry, record.requestKey);
      const isWanted = change.change === 'KEEP' || (isStanding && entry.wanted);
      if (!isWanted) await expireUnwanted(entry, keptBeyondOpen(now));
      return;
    }
  }
  throw new Error(`The wanted share of ${record.requestKey} was changed by others ${MOST_TRIES} times`);
}

/**
 * A request with an earlier turn never overwrites a later one, and no turn records its end twice: what was seen since,
 * such as that others acted on the share, would be lost.
 */
function isRecorded(end: ShareEnd | undefined, { request, grantedAt = '' }: RequestRecord): boolean {
  if (!end || end.grantedAt < grantedAt) return false;
  return end.grantedAt > grantedAt || end.requestId === request.requestId;
}
