import { listKeys, queryKeys } from './queries.ts';

/**
 * What the sweeper has to look at, from the sparse index `work`. The index is eventually consistent: at worst, the
 * next sweep sees it.
 */
export const OPEN_REQUEST = 'OPEN_REQUEST';
export const LEASE = 'LEASE';

/** Keys of requests without an emitted outcome, longest not looked at first. @param before ISO 8601 */
export async function listOpenRequests(before: string, most: number): Promise<string[]> {
  const keys = await queryKeys(OPEN_REQUEST, before, most);
  return keys.map(({ pk }) => pk.replace(/^REQUEST#/, ''));
}

/** All of them, however many. */
export async function allOpenRequests(): Promise<string[]> {
  return (await listKeys(OPEN_REQUEST)).map(({ pk }) => pk.replace(/^REQUEST#/, ''));
}

/** Scopes that ever had a lease: one, or as many as portfolios where the scope is the portfolio. */
export async function listLeaseScopes(): Promise<string[]> {
  const keys = await listKeys(LEASE);
  return keys.map(({ pk }) => pk.replace(/^LEASE#/, ''));
}
