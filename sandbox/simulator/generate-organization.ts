import type { Organization } from '../organizations/organization.ts';
import { Refusal } from '../wire/refusal.ts';
import type { GeneratedIds } from './generated-ids.ts';
import { newAccount } from './new-account.ts';
import type { Generate } from './scenario-organization.ts';

/** Units may be nested five deep below the root (quotas of AWS Organizations). */
const MAX_LEVELS = 5;

/** Breadth first, each unit with as many children as the levels need; accounts are dealt out one by one. */
export function generateOrganization(
  organization: Organization,
  ids: GeneratedIds,
  parentId: string,
  { accounts, units, levels }: Generate,
  level: number,
): void {
  if (units > 0) {
    requireLevel(level + levels, parentId);
  }
  const fanOut = fanOutOf(units, levels);
  const parents = [parentId];
  const homes: string[] = [];
  while (homes.length < units) {
    const parent = parents[Math.floor(homes.length / fanOut)] ?? parentId;
    const id = ids.nextUnit();
    organization.addUnit({ id, name: `Unit ${homes.length + 1}`, parentId: parent });
    homes.push(id);
    parents.push(id);
  }
  for (let i = 0; i < accounts; i += 1) {
    const account = newAccount({ id: ids.nextAccount() });
    organization.addAccount(account, homes[i % homes.length] ?? parentId);
  }
}

/** The fewest children a unit needs for so many units to fit into the levels. */
function fanOutOf(units: number, levels: number): number {
  for (let fanOut = 1; ; fanOut += 1) {
    let room = 0;
    for (let level = 1; level <= levels; level += 1) {
      room += fanOut ** level;
    }
    if (room >= units) {
      return fanOut;
    }
  }
}

/** @throws Refusal when units would lie deeper than Organizations allows. */
export function requireLevel(level: number, parentId: string): void {
  if (level > MAX_LEVELS) {
    throw new Refusal(
      `The units below ${parentId} lie ${level} levels deep: expected ${MAX_LEVELS} at most.`,
    );
  }
}
