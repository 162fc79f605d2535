import { Agenda } from '../clock/agenda.ts';
import type { Clock } from '../clock/clock.ts';
import {
  DelegatedAdministrators,
  SERVICE_CATALOG_PRINCIPAL,
} from '../organizations/delegated-administrators.ts';
import type { Catalog } from '../service-catalog/catalog.ts';
import { followOrganization } from '../service-catalog/follow-organization.ts';
import { OrganizationsAccess } from '../service-catalog/organizations-access.ts';
import { Portfolios } from '../service-catalog/portfolios.ts';
import { ShareActions } from '../service-catalog/share-actions.ts';
import { Refusal } from '../wire/refusal.ts';
import { seededOrder } from '../wire/seeded-order.ts';
import { buildOrganization } from './build-organization.ts';
import { buildPortfolio } from './build-portfolio.ts';
import { ListedPrincipals } from './iam-principals.ts';
import { newRandom, randomText } from './random.ts';
import type { Scenario } from './scenario.ts';
import { newShareFaults } from './share-faults.ts';

/** The organization, portfolios and shares of the scenario as they are at the clock's time. */
export function buildCatalog(clock: Clock, scenario: Scenario): Catalog & { readonly iam: ListedPrincipals } {
  const order = seededOrder(scenario.seed);
  const organization = buildOrganization(scenario, order);
  const random = newRandom(scenario.seed, 'catalog');
  const agenda = new Agenda(clock.now());
  const catalog = {
    organization,
    delegatedAdministrators: delegatedAdministratorsOf(scenario, organization.accountIds, clock.now()),
    settings: scenario,
    order,
    agenda,
    portfolios: new Portfolios(agenda, scenario.durations.portfolioListSeconds, order),
    actions: new ShareActions(scenario.undocumented.oneShareActionPer),
    organizationsAccess: new OrganizationsAccess(scenario.organizationsAccess),
    faults: newShareFaults(organization, scenario),
    iam: new ListedPrincipals(scenario.iam, clock.now()),
    now: () => {
      const now = clock.now();
      agenda.advanceTo(now);
      return now;
    },
    newId: (prefix: 'port' | 'share') => `${prefix}-${randomText(random, 13)}`,
  };
  for (const portfolio of scenario.portfolios) {
    buildPortfolio(catalog, scenario, portfolio);
  }
  agenda.settle(); // what a scenario begins with has been listed by then
  followOrganization(catalog);
  return catalog;
}

function delegatedAdministratorsOf(
  { organization: { delegatedAdministrators, managementAccountId } }: Scenario,
  accountIds: { has(id: string): boolean },
  at: number,
): DelegatedAdministrators {
  const administrators = new DelegatedAdministrators();
  for (const accountId of delegatedAdministrators) {
    if (!accountIds.has(accountId) || accountId === managementAccountId) {
      throw new Refusal(
        `The scenario delegates to ${accountId}: expected a member account of its organization.`,
      );
    }
    administrators.register(accountId, SERVICE_CATALOG_PRINCIPAL, at);
  }
  return administrators;
}
