import type { ScenarioAccount, ScenarioOrganization, ScenarioUnit } from './scenario-organization.ts';

export type Branch = Pick<ScenarioUnit, 'accounts' | 'units' | 'generate'>;

/** Ids that the scenario does not spell out, beside those that it does. */
export class GeneratedIds {
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
