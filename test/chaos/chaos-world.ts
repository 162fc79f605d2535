import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { inject } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { Random } from '../../sandbox/simulator/random.ts';
import { parseScenario } from '../../sandbox/simulator/scenario.ts';

export const PORTFOLIO = 'port-a1b2c3d4e5f6g';

export interface Chaos {
  readonly sandbox: Sandbox;
  // biome-ignore lint/suspicious/noExplicitAny: looked at as a receiver would
  readonly outcomes: { readonly 'detail-type': string; readonly detail: any }[];
  /** How many calls the service has made. */
  calls(): number;
  /** Requests one unit each, `times` copies of each event from as many clients. */
  ask(requests: number, times: (request: number) => number): Promise<void>;
  /** While it is set, the table answers writes with an error, and Service Catalog says InvalidState to writes. */
  readonly outage: { table: boolean; serviceCatalog: boolean };
  killSomeFunction(random: Random): void;
  stopSomeExecution(random: Random): void;
  close(): Promise<void>;
}

export function unitOf(request: number): string {
  return `ou-ab12-${String(request).padStart(8, '0')}`;
}

/** The packaged service, and everything that may happen to it. */
export async function startChaos(requests: number): Promise<Chaos> {
  const outage = { table: false, serviceCatalog: false };
  const outcomes: Chaos['outcomes'] = [];
  let calls = 0;
  const sandbox = await startSandbox({
    packageDirectory: inject('packageDirectory'),
    speed: 2_000,
    scenario: scenarioOf(requests),
    async interceptCall({ service, operation }, perform) {
      calls += 1;
      const isWrite = /^(Put|Update)Item$/.test(operation);
      if (outage.table && service === 'dynamodb' && isWrite) return refusal('InternalServerError', 500);
      const isShareWrite = /PortfolioShare$/.test(operation);
      if (outage.serviceCatalog && isShareWrite) return refusal('InvalidStateException', 400);
      return perform();
    },
    onEvent({ event }) {
      if (/^PortfolioShare(Completed|CompletedWithErrors|Failed)$/.test(event['detail-type'])) {
        outcomes.push(event as Chaos['outcomes'][number]);
      }
    },
  });
  return {
    sandbox,
    outcomes,
    outage,
    calls: () => calls,
    close: () => sandbox.close(),
    async ask(count, times) {
      const puts = Array.from({ length: count }, (_, request) =>
        Array.from({ length: times(request) }, () => putRequest(sandbox, request)),
      );
      await Promise.all(puts.flat());
    },
    killSomeFunction(random) {
      const processes = sandbox.functionProcesses();
      const victim = processes[Math.floor(random() * processes.length)];
      if (victim) process.kill(victim.pid, 'SIGKILL');
    },
    stopSomeExecution(random) {
      const running = sandbox.executions().filter(({ status }) => status === 'RUNNING');
      running[Math.floor(random() * running.length)]?.stop('StoppedByHand', 'by chaos');
    },
  };
}

function scenarioOf(requests: number) {
  return parseScenario({
    organization: {
      id: 'o-a1b2c3d4e5',
      rootId: 'r-ab12',
      managementAccountId: '111122223333',
      accounts: [{ id: '111122223333' }],
      units: Array.from({ length: requests }, (_, request) => ({
        id: unitOf(request),
        name: `Unit ${request}`,
        accounts: [{ id: String(200_000_000_000 + request) }],
      })),
    },
    portfolios: [{ id: PORTFOLIO, products: [{ id: 'prod-a1b2c3d4e5f6g' }] }],
    durations: { shareSeconds: 20, accountSeconds: 1 },
  });
}

async function putRequest({ endpoint, stack }: Sandbox, request: number): Promise<void> {
  const client = new EventBridgeClient({
    endpoint,
    region: stack.place.region,
    credentials: { accessKeyId: stack.place.accountId, secretAccessKey: 'test' },
  });
  const detail = {
    version: '1',
    requestId: `chaos-${request}`,
    portfolioId: PORTFOLIO,
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: unitOf(request) },
  };
  const entry = {
    EventBusName: 'foliocast-dev',
    Source: 'acme.test',
    DetailType: 'PortfolioShareRequested',
    Detail: JSON.stringify(detail),
  };
  await client.send(new PutEventsCommand({ Entries: [entry] }));
  client.destroy();
}

function refusal(name: string, statusCode: number) {
  return {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message: `${name} by chaos` }),
  };
}
