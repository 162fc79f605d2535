import type { Difference, DriftKind } from './drift.ts';
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
  /** The facts with which a repair of it was asked for last. */
  readonly askedWith?: string;
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
  /** Seconds since 1970: when the ledger forgets it. */
  readonly expiresAt?: number;
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
  const found = { driftId, difference };
  const same = standing && nameOf(standing.driftId, found) === nameOf(driftId, found) ? standing : undefined;
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
    ...(same?.askedWith !== undefined && { askedWith: same.askedWith }),
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

/** A request for the share does not end these, nor is it for them: they are as they were when it has been carried out. */
const OUTLIVE_REQUESTS: readonly DriftKind[] = ['ACCESS_MISSING', 'ACCOUNT_SHARE'];

type Found = Pick<DriftRecord, 'driftId'> & { readonly difference: Pick<Difference, 'kind'> };

function nameOf(driftId: string, { difference }: Found): string {
  return OUTLIVE_REQUESTS.includes(difference.kind) ? driftId.replace(/-g\d+$/, '') : driftId;
}

/** The latest acknowledgement of a drift, be it of the time before its share was asked for again. */
export function acknowledgementOf(
  found: Found,
  acknowledgements: readonly Acknowledgement[],
): Acknowledgement | undefined {
  return acknowledgements
    .filter((one) => nameOf(one.driftId, found) === nameOf(found.driftId, found))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))
    .at(-1);
}

export function isSilenced(drift: Found, acknowledgements: readonly Acknowledgement[], now: string): boolean {
  const found = acknowledgementOf(drift, acknowledgements);
  return found !== undefined && (found.until === undefined || now < found.until);
}
