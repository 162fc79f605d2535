import type { Clock } from '../clock.ts';
import {
  DelegatedAdministrators,
  SERVICE_CATALOG_PRINCIPAL,
} from '../organizations/delegated-administrators.ts';
import { organizationsService } from '../organizations/organizations-service.ts';
import { Refusal } from '../refusal.ts';
import { Agenda } from '../service-catalog/agenda.ts';
import type { Catalog } from '../service-catalog/catalog.ts';
import { followOrganization } from '../service-catalog/follow-organization.ts';
import { OrganizationsAccess } from '../service-catalog/organizations-access.ts';
import { Portfolios } from '../service-catalog/portfolios.ts';
import { serviceCatalogService } from '../service-catalog/service-catalog-service.ts';
import { ShareActions } from '../service-catalog/share-actions.ts';
import { answerRequest } from '../wire/answer-request.ts';
import { inProcessHandler } from '../wire/in-process-handler.ts';
import type { WireOutcome, WireRequest } from '../wire/message.ts';
import type { Service } from '../wire/service.ts';
import { buildOrganization } from './build-organization.ts';
import { buildPortfolio } from './build-portfolio.ts';
import { CallFaults } from './call-faults.ts';
import { CallLog } from './call-log.ts';
import { defaultScenario } from './default-scenario.ts';
import { ListedPrincipals } from './iam-principals.ts';
import { newRandom, randomText } from './random.ts';
import type { Scenario } from './scenario.ts';
import { newShareFaults } from './share-faults.ts';
import { SimulatorControls } from './simulator-controls.ts';

export interface SimulatorOptions {
  readonly clock: Clock;
  /** The small organization of {@link defaultScenario} by default. */
  readonly scenario?: Scenario;
  /** Told of a defect of the simulator, which its caller sees as 500 InternalFailure; written to the console by default. */
  readonly onDefect?: (defect: unknown, target: string) => void;
}

export interface Simulator {
  /** Service Catalog and Organizations. */
  readonly services: readonly Service[];
  /** Answers a request of either service. */
  readonly answer: (request: WireRequest) => Promise<WireOutcome>;
  /** For SDK clients of the same process: `new ServiceCatalogClient({ requestHandler, … })`. */
  readonly requestHandler: ReturnType<typeof inProcessHandler>;
  readonly scenario: Scenario;
  readonly calls: CallLog;
  /** Looks into the simulator and changes it from outside. */
  readonly controls: SimulatorControls;
}

/**
 * A simulator of Service Catalog sharing and of Organizations. It has no timers: whatever is due by the clock
 * happens when somebody looks, so that a scaled clock scales it too.
 * @throws Refusal when the parts of the scenario contradict each other.
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, scenario = defaultScenario, onDefect = reportDefect } = options;
  const catalog = buildCatalog(clock, scenario);
  const calls = new CallLog();
  const faults = new CallFaults(clock, scenario.seed, scenario.faults);
  const random = newRandom(scenario.seed, 'ids');
  const organizations = organizationsService({
    organization: catalog.organization,
    delegatedAdministrators: catalog.delegatedAdministrators,
    quotas: {
      units: scenario.quotas.organizationalUnits,
      delegatedAdministrators: scenario.quotas.delegatedAdministrators,
    },
    now: catalog.now,
    newUnitId: () => `ou-${scenario.organization.rootId.slice(2)}-${randomText(random, 8)}`,
    isServiceAccessEnabled: (servicePrincipal) =>
      servicePrincipal !== SERVICE_CATALOG_PRINCIPAL || catalog.organizationsAccess.status === 'ENABLED',
  });
  const services = [serviceCatalogService(catalog), organizations].map((service) =>
    observed(service, clock, calls, faults),
  );
  const requestIds = newRandom(scenario.seed, 'request ids');
  const answer = (request: WireRequest) =>
    answerRequest(services, request, {
      defaultAccountId: scenario.organization.managementAccountId,
      accessKeys: scenario.accessKeys,
      newRequestId: () => randomText(requestIds, 32),
      onDefect,
    });
  const controls = new SimulatorControls(catalog, faults);
  return { services, answer, requestHandler: inProcessHandler(answer), scenario, calls, controls };
}

function buildCatalog(clock: Clock, scenario: Scenario): Catalog & { readonly iam: ListedPrincipals } {
  const organization = buildOrganization(scenario.organization);
  const random = newRandom(scenario.seed, 'catalog');
  const agenda = new Agenda();
  const catalog = {
    organization,
    delegatedAdministrators: delegatedAdministratorsOf(scenario, organization.accountIds, clock.now()),
    settings: scenario,
    agenda,
    portfolios: new Portfolios(),
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

/** The service with every call logged and met by the faults that are about it. */
function observed(service: Service, clock: Clock, calls: CallLog, faults: CallFaults): Service {
  const operations = Object.entries(service.operations).map(([name, operation]) => [
    name,
    async (...[input, caller]: Parameters<typeof operation>) => {
      const call = calls.add(clock.now(), name, caller, input);
      try {
        const output = await faults.answer(name, operation, input, caller);
        call.outcome = 'OK';
        return output;
      } catch (error) {
        call.outcome = error instanceof Error ? error.name : String(error);
        throw error;
      }
    },
  ]);
  return { ...service, operations: Object.fromEntries(operations) };
}

function reportDefect(defect: unknown, target: string): void {
  console.error(`Defect of the simulator in ${target}:`, defect);
}
