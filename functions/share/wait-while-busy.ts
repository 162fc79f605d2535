import { type FoliocastError, rejected } from '../../core/foliocast-error.ts';
import { secondsSince } from '../../core/ledger/seconds-since.ts';
import { saysThatItEnds } from '../../core/share/says-that-it-ends.ts';
import type { Step } from '../../core/share/share-plan.ts';
import { shareSettings } from '../task/settings.ts';
import { heldUp } from './refuse-at-deadline.ts';
import type { ShareState } from './share-state.ts';
import { unknownEnd } from './unknown-end.ts';

/** The pauses grow with the wait, so that even a deadline of days takes few hundred of them. */
const FIRST_SECONDS = 5;
const LONGEST_PART = 1 / 200;
const SHORTEST_LONGEST_SECONDS = 60;

/** An InvalidStateException that does not say that something runs may never end: wait for it so long, and no longer. */
export const UNEXPLAINED_SECONDS = 300;

/**
 * Somebody else's share action runs: the step is tried again after a pause, until the deadline of the turn.
 * @throws SHARE_BUSY, REFUSED_BY_SERVICE_CATALOG
 */
export function waitWhileBusy(
  step: Step,
  state: ShareState,
  refusal: FoliocastError,
  now: string,
): ShareState {
  const { message } = refusal;
  if (!saysThatItEnds(message) && waitedSeconds(state, now) >= UNEXPLAINED_SECONDS) {
    throw rejected('REFUSED_BY_SERVICE_CATALOG', message);
  }
  return pauseWhileBusy(step, state, refusal, now);
}

export function waitedSeconds({ busySince = '' }: Pick<ShareState, 'busySince'>, now: string): number {
  return busySince === '' ? 0 : secondsSince(busySince, now);
}

/**
 * The same, whatever the refusal says.
 * @throws SHARE_BUSY
 */
export function pauseWhileBusy(
  step: Step,
  state: ShareState,
  { message }: FoliocastError,
  now: string,
): ShareState {
  const busySince = state.busySince ?? now;
  const left = Math.ceil((Date.parse(state.deadlineAt) - Date.parse(now)) / 1000);
  if (left <= 0 && state.blind) {
    throw unknownEnd(
      `what was written without a token did not end within ${shareSettings.deadlineSeconds} s`,
      false,
    );
  }
  if (left <= 0) throw rejected('SHARE_BUSY', `${heldUp(shareSettings.deadlineSeconds)}: ${message}`);
  const longest = Math.max(SHORTEST_LONGEST_SECONDS, shareSettings.deadlineSeconds * LONGEST_PART);
  const pause = Math.min(longest, Math.max(FIRST_SECONDS, waitedSeconds(state, now) / 4), left);
  return {
    ...state,
    nextWrite: step,
    phase: 'REMAKE',
    waitSeconds: Math.max(1, Math.ceil(pause)),
    busySince,
    busySaid: message.slice(0, 300),
  };
}
