import { type Account, Organization } from '../organizations/organization.ts';
import { partitionOf } from '../wire/partition.ts';
import { Refusal } from '../wire/refusal.ts';
import type { Order } from '../wire/sorted-ids.ts';
import { generateOrganization, requireLevel } from './generate-organization.ts';
import { type Branch, GeneratedIds } from './generated-ids.ts';
import { newAccount } from './new-account.ts';
import type { Scenario } from './scenario.ts';

/** The tree that a scenario describes, with the parts of it that it only counts. */
export function buildOrganization(
  { organization: scenario, region }: Pick<Scenario, 'organization' | 'region'>,
  order: Order,
): Organization {
  const organization = new Organization({ ...scenario, partition: partitionOf(region) }, order);
  const ids = new GeneratedIds(scenario);
  fill(organization, ids, scenario.rootId, scenario, 0);
  const { managementAccountId, rootId } = scenario;
  if (!organization.account(managementAccountId)) {
    organization.addAccount(newAccount({ id: managementAccountId, name: 'Management' }), rootId);
  }
  return organization;
}

function fill(
  organization: Organization,
  ids: GeneratedIds,
  parentId: string,
  branch: Branch,
  level: number,
): void {
  for (const account of branch.accounts) {
    addAccount(organization, newAccount(typeof account === 'string' ? { id: account } : account), parentId);
  }
  if (branch.units.length > 0) {
    requireLevel(level + 1, parentId);
  }
  for (const unit of branch.units) {
    if (organization.parent(unit.id)) {
      throw new Refusal(`The scenario has two units ${unit.id}: expected every id once.`);
    }
    organization.addUnit({ id: unit.id, name: unit.name ?? unit.id, parentId });
    fill(organization, ids, unit.id, unit, level + 1);
  }
  if (branch.generate) {
    generateOrganization(organization, ids, parentId, branch.generate, level);
  }
}

function addAccount(organization: Organization, account: Account, parentId: string): void {
  if (organization.account(account.id)) {
    throw new Refusal(`The scenario has account ${account.id} twice: expected every id once.`);
  }
  organization.addAccount(account, parentId);
}
