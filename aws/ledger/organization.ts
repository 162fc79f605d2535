import { getItem, type ItemKey, updateItem } from './table.ts';

/** What does not change between two requests: which organization this is, and who manages it. */
export interface KnownOrganization {
  readonly organizationId: string;
  readonly managementAccountId: string;
}

/** The account may be moved to another organization: so ask again after a day. */
const DAY_MS = 86_400_000;

export async function findKnownOrganization(nowMs: number): Promise<KnownOrganization | undefined> {
  const item = await getItem(ORGANIZATION);
  if (!item || typeof item.readAtMs !== 'number' || nowMs - item.readAtMs > DAY_MS) return undefined;
  const { organizationId, managementAccountId } = item;
  return { organizationId: `${organizationId}`, managementAccountId: `${managementAccountId}` };
}

export async function recordKnownOrganization(known: KnownOrganization, nowMs: number): Promise<void> {
  await updateItem(ORGANIZATION, {
    update: 'SET organizationId = :id, managementAccountId = :account, readAtMs = :at',
    values: { ':id': known.organizationId, ':account': known.managementAccountId, ':at': nowMs },
  });
}

/** The units above a unit, nearest first. They never change: Organizations has no call that moves a unit. */
export async function findWayUp(unitId: string): Promise<readonly string[] | undefined> {
  const item = await getItem(wayOf(unitId));
  return Array.isArray(item?.ancestors) ? item.ancestors.map((unit) => `${unit}`) : undefined;
}

export async function recordWayUp(unitId: string, ancestors: readonly string[]): Promise<void> {
  await updateItem(wayOf(unitId), { update: 'SET ancestors = :units', values: { ':units': ancestors } });
}

const ORGANIZATION: ItemKey = { pk: 'ORGANIZATION', sk: 'ORGANIZATION' };

function wayOf(unitId: string): ItemKey {
  return { pk: `UNIT#${unitId}`, sk: 'WAY' };
}
