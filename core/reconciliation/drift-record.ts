import type { Difference } from './drift.ts';
import { driftIdOf, driftKeyOf } from './drift-id.ts';

/** What the ledger remembers of one thing that differs, or once did. */
export interface DriftRecord {
  readonly driftKey: string;
  readonly driftId: string;
  readonly difference: Difference;
  /** How often it has come back, counted from 1. */
  readonly episode: number;
  readonly firstDetectedAt: string;
  readonly lastDetectedAt: string;
  /** The reconciliation that found it last. */
  readonly foundBy: string;
  readonly endedAt?: string;
}

export interface Acknowledgement {
  readonly driftId: string;
  readonly by: string;
  readonly at: string;
  /** ISO 8601; for good, that is until it changes, where absent. */
  readonly until?: string;
}

/** The record of a difference found now: the standing one goes on; one that had ended begins a new episode. */
export function recordDifference(
  difference: Difference,
  standing: DriftRecord | undefined,
  foundBy: string,
  now: string,
): DriftRecord {
  const episode = standing === undefined ? 1 : standing.episode + (standing.endedAt === undefined ? 0 : 1);
  const driftId = driftIdOf(difference, episode);
  return {
    driftKey: driftKeyOf(difference),
    driftId,
    difference,
    episode,
    firstDetectedAt: standing?.driftId === driftId ? standing.firstDetectedAt : now,
    lastDetectedAt: now,
    foundBy,
  };
}

export function isSilenced(
  { driftId }: { readonly driftId: string },
  acknowledgements: readonly Acknowledgement[],
  now: string,
): boolean {
  const found = acknowledgements.find((one) => one.driftId === driftId);
  return found !== undefined && (found.until === undefined || now < found.until);
}
