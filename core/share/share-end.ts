import type { AccountFailure } from './share-errors.ts';

/** Whether everybody at the recipient has it, as far as is known. */
export type Extent = 'ALL' | 'NOT_ALL' | 'UNKNOWN';

/**
 * How the last action on a share ended: a listing does not show it. Flags and access are kept apart: an update brings
 * the flags to accounts that have access, and gives access to none.
 */
export interface ShareEnd {
  readonly access: Extent;
  readonly flags: Extent;
  /** Of our last action: if Service Catalog answers this token for the share, nobody has acted on it since. */
  readonly portfolioShareToken?: string;
  /** ISO 8601: when we last asked that the share pass on principal names; absent once an action ended well without. */
  readonly namesAt?: string;
  /** Some had the portfolio by another path when it was shared: they have it as long as that path stands. */
  readonly hasOtherPaths?: true;
  /** It was seen that all have it, and not by which path: who asks again is not answered by that. */
  readonly isSeenOnly?: true;
  /**
   * Who had no access when that was last known of each account; absent where it never was, or of more than a hundred. It
   * stays when others act: so whoever has lost access since can be named.
   */
  readonly lackedAccounts?: readonly string[];
  /** ISO 8601: when that was known; absent of what was recorded before this was. */
  readonly lackedAt?: string;
  /** ISO 8601: when others acted on the portfolio's shares last, as far as we were told. */
  readonly othersActedAt?: string;
  /** Whom Service Catalog named as failed, and why: the first hundred. */
  readonly failures: readonly AccountFailure[];
  readonly requestId: string;
  /** When the request had its turn: an end that is recorded late must not replace a later one. */
  readonly grantedAt: string;
}

/** Who lacked the portfolio, and when that was known: whoever has come since is not among those who had it. */
export interface Lacked {
  readonly accounts: readonly string[];
  /** ISO 8601. */
  readonly at: string;
}

/**
 * By which path all have it, where a look alone showed that they do. If the share is known to have failed for some, they
 * have it by another path. Otherwise nobody knows.
 */
export function byWhichPath(known: Pick<ShareEnd, 'access'> | undefined) {
  if (known?.access === 'ALL') return {};
  return known?.access === 'NOT_ALL' ? ({ hasOtherPaths: true } as const) : ({ isSeenOnly: true } as const);
}
