import type { Account, Organization } from '../organizations/organization.ts';
import type { Random } from './random.ts';

/** When the accounts of a scenario joined, in milliseconds since the epoch: the same in every run, and long ago. */
const JOINED_AT = Date.UTC(2025, 0, 1);

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

/** 12 digits that the organization has not. */
export function newAccountId(random: Random, organization: Organization): string {
  for (;;) {
    const id = String(300_000_000_000 + Math.floor(random() * 600_000_000_000));
    if (!organization.account(id)) {
      return id;
    }
  }
}
