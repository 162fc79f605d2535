/** One account of the organization, and where it is: ListAccounts answers both, so the whole tree is one paged list. */
export interface OrganizationAccount {
  readonly accountId: string;
  readonly isActive: boolean;
  /** ISO 8601; absent where Organizations does not say. */
  readonly joinedAt?: string;
  /** The organization, the root and the units that it is below, farthest first. */
  readonly above: readonly string[];
}

/** The accounts at a node: an account itself, those below a unit, or all. */
export function accountsAt(accounts: readonly OrganizationAccount[], nodeId: string): OrganizationAccount[] {
  return accounts.filter(({ accountId, above }) => accountId === nodeId || above.includes(nodeId));
}
