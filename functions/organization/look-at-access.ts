import { findPlacement } from '../../aws/ledger/placements.ts';
import { listOrganizationAccounts } from '../../aws/organizations/list-organization-accounts.ts';
import { isInOrganization } from '../../aws/organizations/organization-tree.ts';
import { listInheritedAccess, listPortfolioAccess } from '../../aws/service-catalog/list-access.ts';
import { accountsAt, type OrganizationAccount } from '../../core/organization/organization-account.ts';
import { type AccessLook, judgeAccess, type KnownOfAccounts, lackingOf } from '../../core/share/access.ts';
import type { Newcomers } from '../../core/share/newcomers.ts';
import type { Recipient } from '../../core/share/recipient.ts';
import type { Lacked } from '../../core/share/share-end.ts';
import { ownAccount } from '../task/stack.ts';

/** Placements: of a large organization, thousands may lack it. */
const AT_ONCE = 20;

interface KnownBefore {
  /** Whether the share reaches newcomers. No account is a newcomer at a share of its own. */
  readonly newcomers: Newcomers;
  /** Accounts that are known to have it, listed or not. */
  readonly told?: readonly string[];
  /** Accounts that Service Catalog named as failed. */
  readonly named?: readonly string[];
  /** Accounts that Service Catalog named as having it by another path. */
  readonly reached?: readonly string[];
  /** Who lacked it before; absent where that is not known. */
  readonly lacked?: Lacked;
  /** Milliseconds since the epoch: an older reading of the tree is not taken. */
  readonly from?: number;
}

/**
 * Which accounts at a node have the portfolio, by any path. If some seem to lack it, or are named and not there, the tree
 * is read anew first: the kept one may be some minutes old.
 * @returns `undefined` if the accounts of the node cannot be read
 */
export async function lookAtAccess(
  portfolioId: string,
  recipient: Recipient,
  now: string,
  { told = [], named = [], reached = [], lacked, from, ...before }: KnownBefore,
): Promise<AccessLook | undefined> {
  const nowMs = Date.parse(now);
  const newcomers = isParent(recipient) ? before.newcomers : 'NOT_REACHED';
  const known = {
    ownerAccountId: ownAccount(),
    now,
    named: new Set(named),
    reached: new Set(reached),
    newcomers,
    ...(lacked && { lacked }),
  };
  const tree = await accountsOf(recipient, nowMs, from);
  if (!tree) return undefined;
  if (!isListed(recipient, tree) && (await isInOrganization(recipient.value)) === false) {
    return {
      ...(await judge([], new Set(), { ...known, named: new Set(), reached: new Set() })),
      isNodeGone: true,
    };
  }
  const toldIds = new Set(told);
  // Who is named and not there has come since the tree was read, or has left. Where nobody was, somebody may be now.
  const isThere = (id: string) => tree.some(({ accountId }) => accountId === id);
  const isAsNow = from !== undefined || (tree.length > 0 && [...named, ...reached].every(isThere));
  const haveAll = (ids: ReadonlySet<string>) => isAsNow && tree.every(({ accountId }) => ids.has(accountId));
  if (haveAll(toldIds)) return judge(tree, toldIds, known);
  const listed = await accountsWithAccess(portfolioId, recipient, tree);
  const withAccess = new Set([...listed, ...told]);
  if (haveAll(withAccess)) return judge(tree, withAccess, known);
  const fresh = (await accountsOf(recipient, nowMs, nowMs)) ?? tree;
  return judge(fresh, withAccess, known);
}

/**
 * Whether the tree shows that the node is there. ListAccounts names no unit without accounts, and an account that has left
 * may be listed for the portfolio for a while.
 */
function isListed({ type }: Recipient, tree: readonly OrganizationAccount[]): boolean {
  switch (type) {
    case 'ORGANIZATIONAL_UNIT':
      return tree.length > 0;
    case 'ORGANIZATION_MEMBER_ACCOUNT':
      return tree.some(({ above }) => above.length > 0);
    default:
      return true;
  }
}

/** An account stands for itself, also where the tree does not show it: it may have left the organization. */
async function accountsOf(
  { type, value }: Recipient,
  nowMs: number,
  from?: number,
): Promise<OrganizationAccount[] | undefined> {
  const itself = [{ accountId: value, isActive: true, above: [] }];
  if (type === 'ACCOUNT') return itself;
  const all = await listOrganizationAccounts(nowMs, from);
  const found = all && accountsAt(all, value);
  return type === 'ORGANIZATION_MEMBER_ACCOUNT' && found?.length === 0 ? itself : found;
}

/** The accounts that inherit it from the node; if these are not all, also those that have it by any other path. */
async function accountsWithAccess(
  portfolioId: string,
  recipient: Recipient,
  accounts: readonly OrganizationAccount[],
): Promise<Set<string>> {
  const inherited = isParent(recipient) ? await listInheritedAccess(portfolioId, recipient.value) : [];
  const found = new Set(inherited);
  if (accounts.every(({ accountId }) => found.has(accountId))) return found;
  return new Set([...inherited, ...(await listPortfolioAccess(portfolioId))]);
}

function isParent({ type }: Recipient): boolean {
  return type === 'ORGANIZATION' || type === 'ORGANIZATIONAL_UNIT';
}

async function judge(
  accounts: readonly OrganizationAccount[],
  withAccess: ReadonlySet<string>,
  known: Omit<KnownOfAccounts, 'movedAt'>,
): Promise<AccessLook> {
  const lacking = lackingOf(accounts, withAccess, { ...known, movedAt: new Map() });
  return judgeAccess(accounts, withAccess, { ...known, movedAt: await movesOf(lacking) });
}

async function movesOf(accountIds: readonly string[]): Promise<Map<string, string>> {
  const movedAt = new Map<string, string>();
  for (let at = 0; at < accountIds.length; at += AT_ONCE) {
    const some = accountIds.slice(at, at + AT_ONCE);
    for (const placement of await Promise.all(some.map(findPlacement))) {
      if (placement?.happenedAt !== undefined) movedAt.set(placement.accountId, placement.happenedAt);
    }
  }
  return movedAt;
}
