import { recordProgress } from '../../aws/ledger/requests.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import type { Write } from '../../core/share/share-plan.ts';
import { withoutMeans } from './after-refusal.ts';
import type { ShareState } from './share-state.ts';
import { waitWhileBusy } from './wait-while-busy.ts';

/** A deletion may be refused as busy for ever, though nothing runs: then the other means follow. */
const MOST_NEW_LOOKS = 2;

/**
 * Whether the write begins to make a share again: what is refused then may wait for another look. Not in an execution
 * of version 0.1.0, whose machine cannot confirm a share.
 */
export function beginsRemake(
  write: Write,
  { request, share, planVisit }: RequestRecord,
  isDoubted: boolean,
): boolean {
  if (write !== 'DELETE' || request.action !== 'SHARE' || planVisit === undefined) return false;
  return !isDoubted && share?.write !== 'DELETE';
}

/**
 * Nobody had the share, so it was to be deleted and made again; now somebody else acts on it. Whoever he gives access
 * must not lose it: once he is through, the accounts are looked at again.
 * @param said what Service Catalog said; `undefined` where the attempt that was refused died of something else
 */
export async function lookAnew(
  record: RequestRecord,
  state: ShareState,
  said: string | undefined,
  now: string,
): Promise<ShareState> {
  const { newLooks = 0 } = state;
  const message = said ?? state.busySaid ?? "somebody else's share action is running";
  const busy = new FoliocastError('InvalidStateException', message);
  if (newLooks >= MOST_NEW_LOOKS) return withoutMeans('REMAKE', record, busy, state);
  const remakes = Math.max(0, state.remakes - 1);
  const tried = (record.tried ?? []).filter((means) => means !== 'REMAKE');
  await recordProgress(record.requestKey, { tried, remakes });
  const next = { ...state, remakes, newLooks: newLooks + 1, writeNumber: state.writeNumber + 1 };
  return waitWhileBusy('CONFIRM', next, busy, now);
}
