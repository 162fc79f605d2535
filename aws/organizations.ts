import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { FoliocastError } from '../core/foliocast-error.ts';
import { reading } from './call.ts';
import { findParent, listAncestors } from './organization-tree.ts';
import { client } from './organizations-client.ts';

/** The tree changes seldom, and DescribeOrganization allows one call a second (quotas of Organizations). */
const CACHE_MS = 300_000;

let cached: { readonly at: number; readonly ids: ReadonlySet<string> } | undefined;

/**
 * The organization, and every unit, under which the management account stands; with the account itself. A
 * share with any of them reaches it. `undefined` where we may not read it.
 */
export async function nodesOfManagementAccount(nowMs: number): Promise<ReadonlySet<string> | undefined> {
  if (cached && nowMs - cached.at < CACHE_MS) return cached.ids;
  try {
    const ids = await readNodes();
    cached = { at: nowMs, ids };
    return ids;
  } catch (error) {
    if (error instanceof FoliocastError && error.name === 'AccessDeniedException') return undefined;
    throw error;
  }
}

async function readNodes(): Promise<ReadonlySet<string>> {
  const { Organization } = await reading('DescribeOrganization', () =>
    client.send(new DescribeOrganizationCommand({})),
  );
  const { Id, MasterAccountId } = Organization ?? {};
  // Believed, it would be an organization in which nothing reaches the management account.
  if (Id === undefined || MasterAccountId === undefined) {
    throw new FoliocastError('ServiceUnavailable', 'DescribeOrganization answered without an organization');
  }
  const unit = await findParent(MasterAccountId);
  const units = unit?.startsWith('ou-') ? [unit, ...(await listAncestors(unit))] : [];
  return new Set([Id, MasterAccountId, ...units]);
}
