import { FoliocastError } from '../../core/foliocast-error.ts';
import type { RequestRecord } from '../../core/ledger/request-record.ts';
import { hasShareToken } from '../../core/share/recipient.ts';
import type { Write } from '../../core/share/share-plan.ts';
import { shareSettings } from '../task/settings.ts';
import { isLackKnown, mayDoWithoutUpdate, withoutUpdate } from './after-refusal.ts';
import type { ShareState } from './share-state.ts';
import { pauseWhileBusy, UNEXPLAINED_SECONDS, waitedSeconds, waitWhileBusy } from './wait-while-busy.ts';

/** Between two calls somebody else may begin: so one answer that nothing runs is not enough. */
const MOST_PROBES = 2;

/**
 * Whether an update may be refused as busy though nothing runs, as of a share in ERROR, and the request can do without.
 * Not in an execution of version 0.1.0, whose machine cannot confirm a share.
 */
export function mayBeDoubted(write: Write, record: RequestRecord, isDoubted: boolean): boolean {
  const { request, share, planVisit } = record;
  if (write !== 'UPDATE' || request.action !== 'SHARE' || planVisit === undefined) return false;
  if (isDoubted || share?.isBlind || !hasShareToken(request.recipient)) return false;
  return mayDoWithoutUpdate(record);
}

/** Of a short turn only a part, so that there is time left for other means. */
export function doubtedAfterSeconds(deadlineSeconds: number): number {
  return Math.min(UNEXPLAINED_SECONDS, deadlineSeconds / 8);
}

/** After some minutes a confirmation is to tell whether anything runs. If nothing does, the update brings nothing. */
export async function doubtUpdate(
  record: RequestRecord,
  state: ShareState,
  refusal: FoliocastError,
  now: string,
): Promise<ShareState> {
  const patience = doubtedAfterSeconds(shareSettings.deadlineSeconds);
  if (waitedSeconds(state, now) < patience) return waitWhileBusy('UPDATE', state, refusal, now);
  const { probes = 0 } = state;
  if (probes >= MOST_PROBES) return withoutUpdate(record, refusal, state);
  return pauseWhileBusy('CONFIRM', { ...state, writeNumber: state.writeNumber + 1, probes }, refusal, now);
}

/** @param hasRun whether somebody's action was seen: then the update was refused with reason, and waits as at first */
export function updateAgain(state: ShareState, hasRun = false): ShareState {
  const { busySince, probes = 0, ...rest } = state;
  const told = hasRun ? {} : { ...(busySince !== undefined && { busySince }), probes: probes + 1 };
  const step = { nextWrite: 'UPDATE', writeNumber: state.writeNumber + 1, phase: 'REMAKE' } as const;
  return { ...rest, ...told, ...step, waitSeconds: 1, looks: 0 };
}

/** The confirmation was refused for a reason of its own: it tells nothing, unless accounts are known to lack the share. */
export function afterRefusedProbe(record: RequestRecord, state: ShareState, now: string): ShareState {
  if (isLackKnown(record)) return updateAgain(state);
  const busy = new FoliocastError('InvalidStateException', state.busySaid ?? '');
  return waitWhileBusy('UPDATE', { ...state, writeNumber: state.writeNumber + 1 }, busy, now);
}
