import type { Account } from '../organizations/organization.ts';

/** When the accounts of a scenario joined, in milliseconds since the epoch: the same in every run. */
const JOINED_AT = Date.UTC(2026, 0, 1);

/** An account of the scenario, with what it leaves out. */
export function newAccount(account: Partial<Account> & { readonly id: string }): Account {
  return {
    name: `Account ${account.id}`,
    email: `aws+${account.id}@example.com`,
    status: 'ACTIVE',
    joinedMethod: 'CREATED',
    joinedAt: JOINED_AT,
    ...Object.fromEntries(Object.entries(account).filter(([, value]) => value !== undefined)),
    id: account.id,
  };
}
