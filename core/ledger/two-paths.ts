import type { ShareEntry } from './wanted-share.ts';

/** Accounts that a share found reached by another path already (`DuplicateResourceException`). */
export interface TwoPaths {
  readonly count: number;
  /** The first hundred of each share that met some. */
  readonly accounts: readonly string[];
  /** Of those named, who has no access any more; absent where that could not be looked up. */
  readonly withoutAccess?: readonly string[];
}

/** An account of 5,000, the quota, times twelve digits and a little: well within an event of 256 KB. */
const MOST_NAMED = 1_000;

/** Over all wanted shares of a portfolio: whichever of them goes may be the path that was the real one. */
export function accountsOfTwoPaths(entries: readonly ShareEntry[]): TwoPaths {
  const named = new Set(entries.flatMap(({ wanted }) => wanted?.alreadyReached.accounts ?? []));
  const notNamed = entries.reduce((sum, { wanted }) => {
    const { count = 0, accounts = [] } = wanted?.alreadyReached ?? {};
    return sum + count - accounts.length;
  }, 0);
  return { count: named.size + notNamed, accounts: [...named].sort().slice(0, MOST_NAMED) };
}
