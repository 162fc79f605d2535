import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { createSimulator, type Simulator } from '../../simulator/create-simulator.ts';
import { defaultScenario } from '../../simulator/default-scenario.ts';
import { parseScenario, type Scenario, type ScenarioInput } from '../../simulator/scenario.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';

/** Names of the default scenario. */
export const MANAGEMENT = '111122223333';
export const MEMBER = '222233334444';
export const STRANGER = '999988887777';
export const PORTFOLIO = 'port-a1b2c3d4e5f6g';
export const WORKLOADS = 'ou-ab12-cdef3456';
export const PRODUCTION = 'ou-ab12-prod7890';
export const SANDBOX = 'ou-ab12-sandbox1';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const WORKLOAD_ACCOUNTS = ['333344445555', '444455556666', '555566667777', '666677778888'];
export const PRODUCTION_ACCOUNTS = ['555566667777', '666677778888'];
export const SANDBOX_ACCOUNT = '777788889999';

export interface StartedSimulator {
  readonly simulator: Simulator;
  readonly clock: ManualClock;
  /** A client that signs as the account; the management account by default. */
  readonly catalog: (accountId?: string, region?: string) => ServiceCatalogClient;
  readonly organizations: (accountId?: string) => OrganizationsClient;
}

/** The default scenario with these parts of it replaced. A defect of the simulator fails the test. */
export function startSimulator(parts: Partial<ScenarioInput> = {}): StartedSimulator {
  return startWith({ ...defaultScenario, ...pickParsed(parts) });
}

/** This scenario and nothing of the default one. */
export function startScenario(input: ScenarioInput): StartedSimulator {
  return startWith(parseScenario(input));
}

function startWith(scenario: Scenario): StartedSimulator {
  const clock = manualClock();
  const simulator = createSimulator({
    clock,
    scenario,
    onDefect: (defect) => {
      throw defect;
    },
  });
  const settings = (accountId: string, region: string) => ({
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'any' },
    maxAttempts: 1,
    requestHandler: simulator.requestHandler,
  });
  return {
    simulator,
    clock,
    catalog: (accountId = MANAGEMENT, region = 'us-east-1') =>
      new ServiceCatalogClient(settings(accountId, region)),
    organizations: (accountId = MANAGEMENT) => new OrganizationsClient(settings(accountId, 'us-east-1')),
  };
}

function pickParsed(parts: Partial<ScenarioInput>): Partial<Scenario> {
  const parsed = parseScenario(parts);
  return Object.fromEntries(Object.entries(parsed).filter(([name]) => Object.keys(parts).includes(name)));
}
