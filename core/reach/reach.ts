import type { OrganizationAccount } from '../organization/organization-account.ts';
import { listedIdentity } from '../principals/listed-identity.ts';
import type { RequestedPrincipal } from '../request/share-request.ts';
import { isSameRecipient, type Recipient } from '../share/recipient.ts';
import type { Standing, StandingShare } from './standing.ts';

/**
 * Whom a change reaches. AWS does not document whether a share with a node reaches the portfolio's own account, or
 * suspended accounts. The owner was seen not to be reached. Suspended accounts count as reached: somebody may open them
 * again.
 */
export interface Reach {
  /** Each account to which a path is added or from which one is taken, in order of id. */
  readonly accounts: readonly AccountReach[];
  /** Each principal that gains or loses effect anywhere. */
  readonly principals: readonly PrincipalReach[];
}

export interface AccountReach {
  readonly accountId: string;
  /** KEEPS: it has the portfolio before and after, by other paths. */
  readonly change: 'GAINS' | 'LOSES' | 'KEEPS';
  /** The shares by which it has the portfolio from now on, and those by which it has it no longer. */
  readonly added: readonly Recipient[];
  readonly taken: readonly Recipient[];
  /** Those that stay. */
  readonly kept: readonly Recipient[];
  readonly isSuspended?: true;
  /** It was not found in the organization: only an account share reaches it. */
  readonly isOutside?: true;
}

export interface PrincipalReach extends RequestedPrincipal {
  /** Account ids, in order. */
  readonly gains: readonly string[];
  readonly loses: readonly string[];
}

interface Known {
  readonly ownerAccountId: string;
  /** Every account of the organization, and where it is. */
  readonly accounts: readonly OrganizationAccount[];
}

/**
 * Which accounts gain or lose the portfolio by a change, by which path, and which principals gain or lose effect
 * where.
 */
export function reachOf(before: Standing, after: Standing, known: Known): Reach {
  const places = placesOf(known, [...before.shares, ...after.shares]);
  const [then, now] = [byValue(before.shares), byValue(after.shares)];
  const accounts: AccountReach[] = [];
  const named = { before: [] as string[], after: [] as string[] };
  for (const { account, isOutside } of places) {
    const [had, has] = [pathsTo(account, then, known), pathsTo(account, now, known)];
    if (had.some(passesNames)) named.before.push(account.accountId);
    if (has.some(passesNames)) named.after.push(account.accountId);
    const changed = changeOf(account, isOutside, had, has);
    if (changed) accounts.push(changed);
  }
  return { accounts, principals: principalsOf(before, after, named, known) };
}

/** The accounts in which the principals of a portfolio that are shared by name have effect, in order. */
export function accountsWithNames({ shares }: Standing, known: Known): string[] {
  const byNode = byValue(shares.filter(passesNames));
  const inside = known.accounts.filter((account) => pathsTo(account, byNode, known).length > 0);
  return inside.map(({ accountId }) => accountId).sort(compareText);
}

interface Place {
  readonly account: OrganizationAccount;
  readonly isOutside: boolean;
}

/** The accounts of the organization, and those that account shares reach besides. */
function placesOf({ accounts }: Known, shares: readonly StandingShare[]): Place[] {
  const inside = new Set(accounts.map(({ accountId }) => accountId));
  const strangers = shares.filter(({ type, value }) => type === 'ACCOUNT' && !inside.has(value));
  const outside = [...new Set(strangers.map(({ value }) => value))];
  return [
    ...accounts.map((account) => ({ account, isOutside: false })),
    ...outside.map((accountId) => ({
      account: { accountId, isActive: true, above: [] },
      isOutside: true,
    })),
  ].sort((a, b) => compareText(a.account.accountId, b.account.accountId));
}

function byValue(shares: readonly StandingShare[]): ReadonlyMap<string, readonly StandingShare[]> {
  const found = new Map<string, StandingShare[]>();
  for (const share of shares) found.set(share.value, [...(found.get(share.value) ?? []), share]);
  return found;
}

/** The shares by which an account has the portfolio: with itself, and with whatever it is below. */
function pathsTo(
  { accountId, above }: OrganizationAccount,
  shares: ReadonlyMap<string, readonly StandingShare[]>,
  { ownerAccountId }: Known,
): readonly StandingShare[] {
  if (accountId === ownerAccountId) return [];
  return [...above, accountId].flatMap((nodeId) => shares.get(nodeId) ?? []);
}

function passesNames({ type, sharePrincipals }: StandingShare): boolean {
  return sharePrincipals && type !== 'ACCOUNT';
}

function changeOf(
  { accountId, isActive }: OrganizationAccount,
  isOutside: boolean,
  had: readonly StandingShare[],
  has: readonly StandingShare[],
): AccountReach | undefined {
  const [added, kept] = [without(has, had), intersection(has, had)];
  const taken = without(had, has);
  if (added.length === 0 && taken.length === 0) return undefined;
  const change = had.length === 0 ? 'GAINS' : has.length === 0 ? 'LOSES' : 'KEEPS';
  return {
    accountId,
    change,
    added: added.map(recipientOf),
    taken: taken.map(recipientOf),
    kept: kept.map(recipientOf),
    ...(!isActive && { isSuspended: true }),
    ...(isOutside && { isOutside: true }),
  };
}

function without(these: readonly StandingShare[], others: readonly StandingShare[]): StandingShare[] {
  return these.filter((share) => !others.some((other) => isSameRecipient(share, other)));
}

function intersection(these: readonly StandingShare[], others: readonly StandingShare[]): StandingShare[] {
  return these.filter((share) => others.some((other) => isSameRecipient(share, other)));
}

function recipientOf({ type, value }: StandingShare): Recipient {
  return { type, value };
}

/** Recipients inherit only patterns. In the owner's own account every associated principal has effect. */
function principalsOf(
  before: Standing,
  after: Standing,
  named: { readonly before: readonly string[]; readonly after: readonly string[] },
  { ownerAccountId }: Known,
): PrincipalReach[] {
  const [then, now] = [
    new Set(before.principals.map(listedIdentity)),
    new Set(after.principals.map(listedIdentity)),
  ];
  const moved = { gains: subtract(named.after, named.before), loses: subtract(named.before, named.after) };
  const owner = [ownerAccountId];
  const all = { before: merge(named.before, owner), after: merge(named.after, owner) };
  const principals = new Map(
    [...before.principals, ...after.principals].map((one) => [listedIdentity(one), one]),
  );
  return [...principals].flatMap(([identity, { principalArn, principalType }]): PrincipalReach[] => {
    const principal = { principalArn, principalType };
    const isPattern = principalType === 'IAM_PATTERN';
    if (!then.has(identity)) return [{ ...principal, gains: isPattern ? all.after : owner, loses: [] }];
    if (!now.has(identity)) return [{ ...principal, gains: [], loses: isPattern ? all.before : owner }];
    const isUnmoved = moved.gains.length + moved.loses.length === 0;
    return isPattern && !isUnmoved ? [{ ...principal, ...moved }] : [];
  });
}

function subtract(these: readonly string[], others: readonly string[]): string[] {
  const gone = new Set(others);
  return these.filter((one) => !gone.has(one));
}

function merge(these: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...these, ...others])].sort(compareText);
}

function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
