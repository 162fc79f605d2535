import type { RequestedPrincipal } from '../request/share-request.ts';
import type { Reach } from './reach.ts';

/** Whom a change reaches, in counts and examples: as it was predicted from the organization as it was read. */
export interface ReachReport {
  /** ISO 8601: how old the reading is. */
  readonly treeReadAt: string;
  readonly gaining: Counted;
  readonly losing: Counted;
  /** Accounts that lose or gain a path, and have the portfolio by another before and after. */
  readonly keeping: Counted;
  /** Accounts in which some principal gains effect: they may have the portfolio already. */
  readonly gainingPrincipals: Counted;
  /** The first hundred of those that gain or lose effect in some account. */
  readonly principals: readonly (RequestedPrincipal & { readonly gains: number; readonly loses: number })[];
}

interface Counted {
  readonly count: number;
  /** The first hundred. */
  readonly accounts: readonly string[];
  readonly suspended?: number;
  readonly outside?: number;
}

const MOST_NAMED = 100;

export function reachReport({ accounts, principals }: Reach, treeReadAt: string): ReachReport {
  const counted = (change: string): Counted => {
    const those = accounts.filter((one) => one.change === change);
    const suspended = those.filter(({ isSuspended }) => isSuspended).length;
    const outside = those.filter(({ isOutside }) => isOutside).length;
    return {
      count: those.length,
      accounts: those.slice(0, MOST_NAMED).map(({ accountId }) => accountId),
      ...(suspended > 0 && { suspended }),
      ...(outside > 0 && { outside }),
    };
  };
  // Most gain in the very same accounts.
  const lists = new Set(principals.map(({ gains }) => gains));
  const gainers = [...new Set([...lists].flat())].sort();
  return {
    treeReadAt,
    gaining: counted('GAINS'),
    losing: counted('LOSES'),
    keeping: counted('KEEPS'),
    gainingPrincipals: { count: gainers.length, accounts: gainers.slice(0, MOST_NAMED) },
    principals: principals.slice(0, MOST_NAMED).map(({ principalArn, principalType, gains, loses }) => ({
      principalArn,
      principalType,
      gains: gains.length,
      loses: loses.length,
    })),
  };
}
