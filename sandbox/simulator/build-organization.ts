import { type Account, Organization } from '../organizations/organization.ts';
import { Refusal } from '../refusal.ts';
import type {
  Generate,
  ScenarioAccount,
  ScenarioOrganization,
  ScenarioUnit,
} from './scenario-organization.ts';

/** When the accounts of a scenario joined, in milliseconds since the epoch: the same in every run. */
const JOINED_AT = Date.UTC(2026, 0, 1);
const MAX_LEVELS = 5;

/** The tree that a scenario describes, with the parts of it that it only counts. */
export function buildOrganization(scenario: ScenarioOrganization): Organization {
  const organization = new Organization(scenario);
  const ids = new GeneratedIds(scenario);
  fill(organization, ids, scenario.rootId, scenario, 0);
  const { managementAccountId, rootId } = scenario;
  if (!organization.account(managementAccountId)) {
    organization.addAccount(newAccount({ id: managementAccountId, name: 'Management' }), rootId);
  }
  return organization;
}

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

type Branch = Pick<ScenarioUnit, 'accounts' | 'units' | 'generate'>;

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
    generate(organization, ids, parentId, branch.generate, level);
  }
}

/** Breadth first, each unit with as many children as the levels need; accounts are dealt out one by one. */
function generate(
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

function addAccount(organization: Organization, account: Account, parentId: string): void {
  if (organization.account(account.id)) {
    throw new Refusal(`The scenario has account ${account.id} twice: expected every id once.`);
  }
  organization.addAccount(account, parentId);
}

function requireLevel(level: number, parentId: string): void {
  if (level > MAX_LEVELS) {
    throw new Refusal(
      `The units below ${parentId} lie ${level} levels deep: expected ${MAX_LEVELS} at most.`,
    );
  }
}

/** Ids that the scenario does not spell out, beside those that it does. */
class GeneratedIds {
  readonly #taken: ReadonlySet<string>;
  readonly #unitPrefix: string;
  #units = 0;
  #accounts = 200_000_000_000;

  constructor(scenario: ScenarioOrganization) {
    this.#taken = new Set([scenario.managementAccountId, ...idsOf(scenario)]);
    this.#unitPrefix = `ou-${scenario.rootId.slice(2)}-g`;
  }

  nextUnit(): string {
    this.#units += 1;
    const id = this.#unitPrefix + String(this.#units).padStart(7, '0');
    return this.#taken.has(id) ? this.nextUnit() : id;
  }

  nextAccount(): string {
    this.#accounts += 1;
    const id = String(this.#accounts);
    return this.#taken.has(id) ? this.nextAccount() : id;
  }
}

function* idsOf(branch: Branch): Generator<string> {
  for (const account of branch.accounts) {
    yield idOf(account);
  }
  for (const unit of branch.units) {
    yield unit.id;
    yield* idsOf(unit);
  }
}

function idOf(account: ScenarioAccount): string {
  return typeof account === 'string' ? account : account.id;
}
