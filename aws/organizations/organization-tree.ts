import { DescribeOrganizationCommand, ListParentsCommand } from '@aws-sdk/client-organizations';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { reading } from '../call.ts';
import {
  findKnownOrganization,
  findWayUp,
  type KnownOrganization,
  recordKnownOrganization,
  recordWayUp,
} from '../ledger/organization.ts';
import { patiently } from '../patiently.ts';
import { client } from './client.ts';

/** Units nest five deep below the root (quotas of Organizations). */
const MOST_LEVELS = 7;

let known: KnownOrganization | undefined;
const waysUp = new Map<string, readonly string[]>();
const MOST_WAYS = 5_000;

/**
 * Which organization this is, and who manages it: from memory, from the ledger, else from DescribeOrganization,
 * which allows one call a second. `undefined` where there is none, or we may not read it.
 */
export async function knownOrganization(nowMs: number): Promise<KnownOrganization | undefined> {
  // If DescribeOrganization is throttled, another function may have recorded the answer meanwhile.
  known ??= await patiently(async () => (await findKnownOrganization(nowMs)) ?? describeOrganization(nowMs));
  return known;
}

async function describeOrganization(nowMs: number): Promise<KnownOrganization | undefined> {
  try {
    const { Organization } = await reading('DescribeOrganization', () =>
      client.send(new DescribeOrganizationCommand({})),
    );
    const { Id, MasterAccountId } = Organization ?? {};
    // Without this check no share would seem to reach the management account.
    if (Id === undefined || MasterAccountId === undefined) {
      throw new FoliocastError('ServiceUnavailable', 'DescribeOrganization answered without an organization');
    }
    const found = { organizationId: Id, managementAccountId: MasterAccountId };
    await recordKnownOrganization(found, nowMs);
    return found;
  } catch (error) {
    if (hasName(error, ['AccessDeniedException', 'AWSOrganizationsNotInUseException'])) return undefined;
    throw error;
  }
}

/**
 * ListParents: the unit or root that an account or unit is in now; `undefined` where Organizations knows no such
 * child.
 */
export async function findParent(childId: string): Promise<string | undefined> {
  try {
    const command = new ListParentsCommand({ ChildId: childId });
    const { Parents = [] } = await patiently(() => reading('ListParents', () => client.send(command)));
    const parent = Parents[0]?.Id;
    // Every child has one. What is not there is told by an error.
    if (parent === undefined) {
      throw new FoliocastError('ServiceUnavailable', `ListParents answered no parent of ${childId}`);
    }
    return parent;
  } catch (error) {
    if (hasName(error, ['ChildNotFoundException'])) return undefined;
    throw error;
  }
}

/** Whether a unit or account is in the organization; `undefined` where we may not read it. */
export async function isInOrganization(childId: string): Promise<boolean | undefined> {
  try {
    return (await findParent(childId)) !== undefined;
  } catch (error) {
    if (hasName(error, ['AccessDeniedException', 'AWSOrganizationsNotInUseException'])) return undefined;
    throw error;
  }
}

/**
 * What is above a unit or account now: the organization, then its units, nearest last. Nothing of what the
 * organization does not know, `undefined` where we may not read it, or there is none.
 */
export async function nodesAbove(nodeId: string, nowMs: number): Promise<readonly string[] | undefined> {
  if (nodeId.startsWith('o-')) return [];
  try {
    const parent = await findParent(nodeId);
    if (parent === undefined) return [];
    const organization = await knownOrganization(nowMs);
    const units = parent.startsWith('ou-') ? [parent, ...(await listAncestors(parent))].reverse() : [];
    return organization ? [organization.organizationId, ...units] : units;
  } catch (error) {
    if (hasName(error, ['AccessDeniedException', 'AWSOrganizationsNotInUseException'])) return undefined;
    throw error;
  }
}

/** The units above one, nearest first, without the root; none of a root, nor of a unit that is not known. */
export async function listAncestors(unitId: string): Promise<readonly string[]> {
  if (!unitId.startsWith('ou-')) return [];
  const remembered = waysUp.get(unitId) ?? (await findWayUp(unitId));
  if (remembered) return remember(unitId, remembered);
  const ancestors: string[] = [];
  let child: string | undefined = unitId;
  while (child?.startsWith('ou-') && ancestors.length < MOST_LEVELS) {
    child = await findParent(child);
    if (child?.startsWith('ou-')) ancestors.push(child);
  }
  // A unit that Organizations does not know may be a new one: nothing is recorded about it.
  if (child !== undefined) await recordWayUp(unitId, ancestors);
  return child === undefined ? ancestors : remember(unitId, ancestors);
}

function remember(unitId: string, ancestors: readonly string[]): readonly string[] {
  if (waysUp.size >= MOST_WAYS) waysUp.clear();
  waysUp.set(unitId, ancestors);
  return ancestors;
}

/** Of the error itself or of what caused it: AWS's own name is the cause where ours has another. */
function hasName(error: unknown, names: readonly string[]): boolean {
  return error instanceof Error && (names.includes(error.name) || hasName(error.cause, names));
}
