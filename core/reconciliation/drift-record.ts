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
  /** Since when somebody was told of it; absent of what was recorded before that was kept. */
  readonly toldAt?: string;
  /** See factsOf. */
  readonly facts?: string;
  /** How often in a row it was brought about, and undone. */
  readonly undone?: Undone;
}

export interface Undone {
  readonly times: number;
  readonly since: string;
  readonly lastAt: string;
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
  facts?: string,
): DriftRecord {
  const episode = standing === undefined ? 1 : standing.episode + (standing.endedAt === undefined ? 0 : 1);
  const driftId = driftIdOf(difference, episode);
  const same = standing?.driftId === driftId ? standing : undefined;
  return {
    driftKey: driftKeyOf(difference),
    driftId,
    difference,
    episode,
    firstDetectedAt: same?.firstDetectedAt ?? now,
    // A repeated attempt of the same run detects nothing anew.
    lastDetectedAt: same?.foundBy === foundBy ? same.lastDetectedAt : now,
    foundBy,
    ...(facts !== undefined && { facts }),
    ...(same?.toldAt !== undefined && { toldAt: same.toldAt }),
    ...(standing && undoneBy(standing, difference, now)),
  };
}

/** If a repair stood for longer than this, a new difference does not count as undoing it. */
const STANDS_MS = 7 * 86_400_000;

/**
 * Counts how often a repair was undone: the difference was gone and is back, or a repair was done in between, for the
 * same request. A repair of access counts only if a run saw full access in between: it may not have helped.
 */
function undoneBy(standing: DriftRecord, difference: Difference, now: string): { undone?: Undone } {
  const { undone, difference: before } = standing;
  const isRepaired = before.generation !== difference.generation && difference.kind !== 'ACCESS_MISSING';
  const isBack = standing.endedAt !== undefined || isRepaired;
  if (before.askedBy !== difference.askedBy) return {};
  if (!isBack) return undone ? { undone } : {};
  const last = undone?.lastAt ?? standing.lastDetectedAt;
  if (Date.parse(now) - Date.parse(last) > STANDS_MS) return {};
  const { times = 0, since = standing.firstDetectedAt } = undone ?? {};
  return { undone: { times: times + 1, since, lastAt: now } };
}

export function isSilenced(
  { driftId }: { readonly driftId: string },
  acknowledgements: readonly Acknowledgement[],
  now: string,
): boolean {
  const found = acknowledgements.find((one) => one.driftId === driftId);
  return found !== undefined && (found.until === undefined || now < found.until);
}
