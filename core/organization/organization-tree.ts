import type { OrganizationAccount } from './organization-account.ts';

/** Every account of the organization and where it is, as it was read. */
export interface OrganizationTree {
  /** ISO 8601: when reading it began. */
  readonly readAt: string;
  readonly accounts: readonly OrganizationAccount[];
}

/** What is above a node of the tree, or nothing of one that no account stands below. */
export function nodesAboveIn({ accounts }: OrganizationTree, nodeId: string): readonly string[] | undefined {
  for (const { accountId, above } of accounts) {
    if (accountId === nodeId) return above;
    const at = above.indexOf(nodeId);
    if (at >= 0) return above.slice(0, at);
  }
  return undefined;
}

/** The tree with one account where it is now: a decision reads again the path of what it touches, and no more. */
export function withPath(
  { readAt, accounts }: OrganizationTree,
  accountId: string,
  above: readonly string[],
): OrganizationTree {
  const others = accounts.filter((account) => account.accountId !== accountId);
  // In no place: it has left, or was never there.
  if (above.length === 0) return { readAt, accounts: others };
  const before = accounts.find((account) => account.accountId === accountId);
  return { readAt, accounts: [...others, { accountId, isActive: before?.isActive ?? true, above }] };
}
