import type { OrganizationAccount } from '../organization/organization-account.ts';
import type { Newcomers } from './newcomers.ts';
import type { Lacked } from './share-end.ts';

/** Which accounts at a share's node have the portfolio: what a look showed. */
export interface AccessLook {
  /** ISO 8601. */
  readonly lookedAt: string;
  /** By a request: the number of its last write before, 0 where there was none. Two Lambdas' clocks may differ. */
  readonly afterWrite?: number;
  readonly having: number;
  readonly lacking: number;
  /** The first hundred. */
  readonly lackingAccounts: readonly string[];
  /** Without access, yet not counted as lacking it: whether AWS reaches them is not known. The first hundred. */
  readonly doubtfulAccounts: readonly string[];
  /** Some of those are newcomers: later they lack it, or have it. */
  readonly isEarly?: true;
  /** Who had it before, and has it not now; absent where nobody knows who had it. */
  readonly lost?: LostAccess;
  /** Whom Service Catalog named as failed, or as having it by another path, and who is not at the node any more. */
  readonly elsewhereAccounts?: readonly string[];
  /** The unit was deleted, or the account has left: nobody has the portfolio by the node. */
  readonly isNodeGone?: true;
}

/** Accounts that had access before a request, and have not now. */
export interface LostAccess {
  readonly count: number;
  /** The first hundred. */
  readonly accounts: readonly string[];
}

/** Whether nobody is there by whom it could be seen whether the share works. */
export function isAtNobody({ having, lacking }: Pick<AccessLook, 'having' | 'lacking'>): boolean {
  return having + lacking === 0;
}

const MOST_NAMED = 100;

/** For so long after it came to its place, an account is a newcomer: AWS may still give it what its place gives. */
const NEWCOMER_MS = 3_600_000;

export interface KnownOfAccounts {
  readonly ownerAccountId: string;
  /** When an account was moved to where it is, as far as we were told. */
  readonly movedAt: ReadonlyMap<string, string>;
  /** Whom Service Catalog tried to reach, and named as failed: they are not merely newcomers. */
  readonly named: ReadonlySet<string>;
  /** Whom it named as having it by another path. */
  readonly reached?: ReadonlySet<string>;
  /** Whether the share reaches them. */
  readonly newcomers: Newcomers;
  /** Who lacked it before; absent where that is not known. */
  readonly lacked?: Lacked;
  /** ISO 8601. */
  readonly now: string;
}

/** AWS does not document whether the owner and suspended accounts are reached, nor how soon newcomers are. */
export function judgeAccess(
  accounts: readonly OrganizationAccount[],
  withAccess: ReadonlySet<string>,
  known: KnownOfAccounts,
): AccessLook {
  const without = accounts.filter(({ accountId }) => !withAccess.has(accountId));
  const lackingIds = new Set(lackingOf(accounts, withAccess, known));
  const lacking = [...lackingIds];
  const inDoubt = without.filter(({ accountId }) => !lackingIds.has(accountId));
  const here = new Set(accounts.map(idOf));
  const elsewhere = [...new Set([...known.named, ...(known.reached ?? [])])].filter(
    (accountId) => !here.has(accountId),
  );
  return {
    lookedAt: known.now,
    having: accounts.length - without.length,
    lacking: lacking.length,
    lackingAccounts: lacking.sort().slice(0, MOST_NAMED),
    doubtfulAccounts: inDoubt.map(idOf).sort().slice(0, MOST_NAMED),
    ...(inDoubt.some((account) => account.isActive && isNewcomer(account, known)) && { isEarly: true }),
    ...(known.lacked && {
      lost: lostOf(
        without.filter(({ accountId }) => lackingIds.has(accountId)),
        known.lacked,
        known,
      ),
    }),
    ...(elsewhere.length > 0 && { elsewhereAccounts: elsewhere }),
  };
}

function lostOf(
  lacking: readonly OrganizationAccount[],
  { accounts, at: since }: Lacked,
  known: KnownOfAccounts,
): LostAccess {
  const isNew = (account: OrganizationAccount) => cameAt(account, known).some((at) => at > Date.parse(since));
  const before = new Set(accounts);
  const lost = lacking.filter((account) => !before.has(account.accountId) && !isNew(account)).map(idOf);
  return { count: lost.length, accounts: lost.sort().slice(0, MOST_NAMED) };
}

/** All who lack it, as far as is known. */
export function lackingOf(
  accounts: readonly OrganizationAccount[],
  withAccess: ReadonlySet<string>,
  known: KnownOfAccounts,
): string[] {
  const without = accounts.filter(({ accountId }) => !withAccess.has(accountId));
  const isReached = known.newcomers === 'REACHED' || without.length < accounts.length;
  const mayReachNewcomers = known.newcomers !== 'NOT_REACHED' && isReached;
  return without.filter((account) => !isDoubtful(account, known, mayReachNewcomers)).map(idOf);
}

function isDoubtful(
  account: OrganizationAccount,
  known: KnownOfAccounts,
  mayReachNewcomers: boolean,
): boolean {
  const { accountId, isActive } = account;
  if (accountId === known.ownerAccountId || !isActive) return true;
  return mayReachNewcomers && !known.named.has(accountId) && isNewcomer(account, known);
}

function isNewcomer(account: OrganizationAccount, known: KnownOfAccounts): boolean {
  return cameAt(account, known).some((at) => Date.parse(known.now) - at < NEWCOMER_MS);
}

/** Milliseconds since the epoch. */
function cameAt({ accountId, joinedAt }: OrganizationAccount, { movedAt }: KnownOfAccounts): number[] {
  return [joinedAt, movedAt.get(accountId)].flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
}

function idOf({ accountId }: OrganizationAccount): string {
  return accountId;
}
