import { FoliocastError } from '../../core/foliocast-error.ts';
import { findParent, knownOrganization, listAncestors } from './organization-tree.ts';

/** The management account may be moved to another unit; nobody does that often. */
const CACHE_MS = 300_000;

let cached: { readonly at: number; readonly ids: ReadonlySet<string> } | undefined;

/**
 * The organization, and every unit, under which the management account stands; with the account itself. A
 * share with any of them reaches it. `undefined` where we may not read it.
 */
export async function nodesOfManagementAccount(nowMs: number): Promise<ReadonlySet<string> | undefined> {
  if (cached && nowMs - cached.at < CACHE_MS) return cached.ids;
  try {
    const organization = await knownOrganization(nowMs);
    if (!organization) return undefined;
    const { organizationId, managementAccountId } = organization;
    const unit = await findParent(managementAccountId);
    const units = unit?.startsWith('ou-') ? [unit, ...(await listAncestors(unit))] : [];
    const ids = new Set([organizationId, managementAccountId, ...units]);
    cached = { at: nowMs, ids };
    return ids;
  } catch (error) {
    if (error instanceof FoliocastError && error.name === 'AccessDeniedException') return undefined;
    throw error;
  }
}
