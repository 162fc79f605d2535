import { pollDelaySeconds } from '../../core/share/poll-delay.ts';
import type { Step } from '../../core/share/share-plan.ts';
import type { ShareSettings } from '../../core/share/share-section.ts';
import type { ShareStatus } from '../../core/share/share-status.ts';

/**
 * `$.share` of the machine: what its waits and choices read. No field may be missing that they name: that would be
 * States.Runtime, which nothing catches. Lists of accounts stay in the ledger.
 */
export interface ShareState {
  readonly nextWrite: Step;
  /**
   * Counts the writes of one execution: so a repeated attempt can tell its own unanswered call from an earlier write.
   */
  readonly writeNumber: number;
  /** REMAKE: `nextWrite` follows after a pause. LOOK: another look at the accounts does. LATER: another plan. */
  readonly phase: 'PENDING' | 'REMAKE' | 'LOOK' | 'LATER' | 'SETTLED';
  /** An integer: Wait states take no other. */
  readonly waitSeconds: number;
  readonly polls: number;
  /** How often the share was begun to be made again. */
  readonly remakes: number;
  /** How often the accounts were looked at since the last write; absent of what began before there were looks. */
  readonly looks?: number;
  /** ISO 8601: since when the next write is refused because somebody else's action runs. */
  readonly busySince?: string;
  /** What Service Catalog said to that last. */
  readonly busySaid?: string;
  /** How often the accounts were to be looked at once more, since making the share again was refused as busy. */
  readonly newLooks?: number;
  /**
   * How often a confirmation has told that nothing runs, though an update was refused as busy. Present while that is
   * asked: the update follows the confirmation.
   */
  readonly probes?: number;
  /** How many writes were taken without a token. */
  readonly blind?: number;
  /** How often Service Catalog did not know the token that it had answered. */
  readonly unknownLooks?: number;
  /** How often the listing was found to lag behind what was written. */
  readonly lags?: number;
  readonly deadlineAt: string;
  readonly status: ShareStatus;
  readonly successfulSoFar: number;
}

/**
 * @param grantedAt ISO 8601; the deadline counts from here
 * @param writeNumber of the next write: never one that an earlier plan of this request has used
 */
export function firstShareState(
  nextWrite: Step,
  writeNumber: number,
  grantedAt: string,
  settings: ShareSettings,
): ShareState {
  return {
    nextWrite,
    writeNumber,
    phase: 'PENDING',
    waitSeconds: pollDelaySeconds(0, settings.poll),
    polls: 0,
    remakes: 0,
    deadlineAt: new Date(Date.parse(grantedAt) + settings.deadlineSeconds * 1000).toISOString(),
    status: 'NOT_STARTED',
    successfulSoFar: 0,
  };
}
