import { listLeaseScopes } from '../../aws/ledger/open-work.ts';

/** The lease of the default scope, and every other one that was ever used. */
export async function leaseScopes(): Promise<string[]> {
  return [...new Set(['ACCOUNT_AND_REGION', ...(await listLeaseScopes())])];
}
