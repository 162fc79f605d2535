import type { Clock } from '../clock/clock.ts';
import { SERVICE_CATALOG_PRINCIPAL } from '../organizations/delegated-administrators.ts';
import { organizationsService } from '../organizations/organizations-service.ts';
import { ServiceAccess } from '../organizations/service-access.ts';
import { serviceCatalogService } from '../service-catalog/service-catalog-service.ts';
import { answerRequest } from '../wire/answer-request.ts';
import { inProcessHandler } from '../wire/in-process-handler.ts';
import type { WireOutcome, WireRequest } from '../wire/message.ts';
import type { Service } from '../wire/service.ts';
import { buildCatalog } from './build-catalog.ts';
import { CallFaults } from './call-faults.ts';
import { CallLog } from './call-log.ts';
import { defaultScenario } from './default-scenario.ts';
import { newAccountId } from './new-account.ts';
import { observedService } from './observed-service.ts';
import { newRandom, randomText } from './random.ts';
import type { Scenario } from './scenario.ts';
import { SimulatorControls } from './simulator-controls.ts';
import { refuseUselessFaults } from './useless-faults.ts';

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
  refuseUselessFaults(scenario, catalog.organization);
  const calls = new CallLog();
  const faults = new CallFaults(clock, scenario.seed, scenario.faults);
  const random = newRandom(scenario.seed, 'ids');
  const serviceAccess = new ServiceAccess();
  if (catalog.organizationsAccess.isInEffect) {
    serviceAccess.set(SERVICE_CATALOG_PRINCIPAL, clock.now());
  }
  catalog.organizationsAccess.onChange((isTrusted) =>
    serviceAccess.set(SERVICE_CATALOG_PRINCIPAL, isTrusted ? catalog.agenda.time : undefined),
  );
  serviceAccess.onChange((servicePrincipal, isEnabled) => {
    if (servicePrincipal === SERVICE_CATALOG_PRINCIPAL) {
      catalog.organizationsAccess.setTrusted(isEnabled);
    }
  });
  const organizations = organizationsService({
    organization: catalog.organization,
    delegatedAdministrators: catalog.delegatedAdministrators,
    quotas: {
      units: scenario.quotas.organizationalUnits,
      delegatedAdministrators: scenario.quotas.delegatedAdministrators,
    },
    now: catalog.now,
    agenda: catalog.agenda,
    order: catalog.order,
    serviceAccess,
    accountSeconds: scenario.durations.accountChangeSeconds,
    newText: (length) => randomText(random, length),
    newAccountId: () => newAccountId(random, catalog.organization),
    isServiceAccessEnabled: (servicePrincipal) =>
      servicePrincipal !== SERVICE_CATALOG_PRINCIPAL || catalog.organizationsAccess.isInEffect,
  });
  const services = [serviceCatalogService(catalog), organizations].map((service) =>
    observedService(service, clock, calls, faults),
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

function reportDefect(defect: unknown, target: string): void {
  console.error(`Defect of the simulator in ${target}:`, defect);
}
