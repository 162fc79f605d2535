import type { Placed } from './announcement.ts';

/** Where an account is, as far as we were told: one item of the ledger for each account. */
export interface Placement {
  readonly accountId: string;
  readonly parentId: string;
  /** Counts the stays: one more each time that the account comes from one unit into another. */
  readonly generation: number;
  /** The latest of CloudTrail's times among what we were told. */
  readonly happenedAt?: string;
  readonly previousParentId?: string;
  /** Ids of the latest events that said so: a delivery may be repeated at any time. */
  readonly eventIds: readonly string[];
}

export interface PlacementChange {
  readonly change: 'NEW_STAY' | 'SAME_STAY';
  readonly placement: Placement;
}

const MOST_EVENT_IDS = 20;

type Told = Placed & { readonly parentId: string; readonly eventId: string };

/**
 * Whether it names another unit, and is not known to tell of a later time: only Organizations knows. Lambda and people
 * may deliver an event again hours later.
 */
export function isDoubtful(
  standing: Placement | undefined,
  { parentId, happenedAt, eventId }: Pick<Told, 'parentId' | 'happenedAt' | 'eventId'>,
): boolean {
  if (!standing || parentId === standing.parentId || standing.eventIds.includes(eventId)) return false;
  return happenedAt === undefined || standing.happenedAt === undefined || happenedAt < standing.happenedAt;
}

/**
 * What an announcement changes about an account's placement. All events about one creation mean one stay, in whatever
 * order they come, so an account that is announced twice gets its shares once. Leaving the root does not end a stay:
 * every new account begins there. A move away and back is another stay, even if the move away was not heard of, or only
 * later.
 * @param told not {@link isDoubtful}, or as Organizations says
 */
export function placeAccount(standing: Placement | undefined, told: Told): PlacementChange {
  const { accountId, parentId, happenedAt, movedFromId, eventId } = told;
  if (!standing) {
    return {
      change: 'NEW_STAY',
      placement: withTime({ accountId, parentId, generation: 1, eventIds: [eventId] }, happenedAt),
    };
  }
  if (standing.eventIds.includes(eventId)) return { change: 'SAME_STAY', placement: standing };
  const isOlder = isBefore(happenedAt, standing.happenedAt);
  const heard = withTime(
    { ...standing, eventIds: [...standing.eventIds, eventId].slice(-MOST_EVENT_IDS) },
    isOlder ? undefined : happenedAt,
  );
  if (parentId !== standing.parentId) {
    const isArrival = isRoot(standing.parentId);
    const generation = isArrival ? standing.generation : standing.generation + 1;
    return {
      change: 'NEW_STAY',
      placement: { ...heard, parentId, generation, previousParentId: standing.parentId },
    };
  }
  if (movedFromId !== undefined && isReturn(standing, movedFromId, happenedAt)) {
    const generation = standing.generation + 1;
    return { change: 'NEW_STAY', placement: { ...heard, generation, previousParentId: movedFromId } };
  }
  return { change: 'SAME_STAY', placement: heard };
}

/** The account came from a unit that we did not know it to be in, later than all that we know of. */
function isReturn(standing: Placement, movedFromId: string, happenedAt: string | undefined): boolean {
  const isNews = isBefore(standing.happenedAt, happenedAt);
  return isNews && !isRoot(movedFromId) && movedFromId !== standing.previousParentId;
}

/** False where either is not known. */
function isBefore(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one < other;
}

function isRoot(parentId: string): boolean {
  return parentId.startsWith('r-');
}

function withTime(placement: Placement, happenedAt: string | undefined): Placement {
  return happenedAt === undefined ? placement : { ...placement, happenedAt };
}
