import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { OrganizationAccount } from '../../core/organization/organization-account.ts';
import { reading } from '../call.ts';
import { client } from './client.ts';
import { nodesAbove } from './organization-tree.ts';

/** 20 a page: fifty thousand accounts. */
const MOST_PAGES = 2_500;

/** One reading serves all looks for this time. */
const CACHE_MS = 300_000;

let cached: { readonly at: number; readonly accounts: readonly OrganizationAccount[] } | undefined;

/**
 * ListAccounts, all pages: every account with the units above it, which its `Paths` tell.
 * @param from milliseconds since the epoch: a reading from before is not taken
 * @returns `undefined` where we may not read it
 */
export async function listOrganizationAccounts(
  nowMs: number,
  from = nowMs - CACHE_MS,
  mostPages = MOST_PAGES,
): Promise<readonly OrganizationAccount[] | undefined> {
  if (cached && cached.at >= from) return cached.accounts;
  try {
    const accounts = await readAll(nowMs, mostPages);
    cached = { at: nowMs, accounts };
    return accounts;
  } catch (error) {
    if (error instanceof FoliocastError && UNREADABLE.includes(error.name)) return undefined;
    throw error;
  }
}

const UNREADABLE = ['AccessDeniedException', 'RefusedByAws'];

async function readAll(nowMs: number, mostPages: number): Promise<OrganizationAccount[]> {
  const accounts: OrganizationAccount[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const command = new ListAccountsCommand({ NextToken });
    const answer = await reading('ListAccounts', () => client.send(command));
    const { Accounts = [] } = answer;
    for (const { Id = '', Paths, State, Status, JoinedTimestamp } of Accounts) {
      const above = Paths
        ? Paths.flatMap((path) => path.split('/')).filter((id) => id !== '' && id !== Id)
        : // An account at a time.
          ((await nodesAbove(Id, nowMs)) ?? []);
      accounts.push({
        accountId: Id,
        isActive: (State ?? Status) === 'ACTIVE',
        ...(JoinedTimestamp && { joinedAt: JoinedTimestamp.toISOString() }),
        above,
      });
    }
    NextToken = answer.NextToken;
    if (NextToken) continue;
    // A page may be empty while others follow. At the end, a list that is not there is no list of nobody: by one, every
    // share would seem to have reached all.
    if (!answer.Accounts || accounts.length === 0) {
      throw new FoliocastError('ServiceUnavailable', 'ListAccounts answered without a list of accounts');
    }
    return accounts;
  }
  throw new Error(`ListAccounts did not end after ${mostPages} pages`);
}
