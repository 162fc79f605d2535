import { awsAccessKey } from './bus/aws-itself.ts';
import { eventBusService } from './bus/event-bus-service.ts';
import type { PassedEvent } from './bus/event-buses.ts';
import type { ServiceCall } from './call-log.ts';
import { realChance, seededChance } from './clock/chance.ts';
import { createStandingClock } from './clock/standing-clock.ts';
import { createVirtualClock, type VirtualClock } from './clock/virtual-clock.ts';
import { composeServices, type StackServices } from './compose-services.ts';
import { openEventFile } from './event-file.ts';
import { accessKeyOf } from './functions/environment-variables.ts';
import type { FunctionProcessStatus } from './functions/functions.ts';
import type { LogLine } from './functions/invocation.ts';
import { createGateway } from './gateway.ts';
import { createCallGuard } from './iam/guard-calls.ts';
import { createPermissions, type Grant } from './iam/permissions.ts';
import { queueService } from './queues/queue-service.ts';
import { createRecent } from './recent.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { createSimulator, type Simulator } from './simulator/create-simulator.ts';
import { defaultScenario } from './simulator/default-scenario.ts';
import { placeScenario } from './simulator/place-scenario.ts';
import { parseScenario } from './simulator/scenario.ts';
import type { Execution } from './state-machines/execution.ts';
import { stateMachineService } from './state-machines/state-machine-service.ts';
import { readTemplate } from './template/read-template.ts';
import { resolveTemplate, type Stack } from './template/resolve-template.ts';
import type { WireOutcome, WireRequest } from './wire/message.ts';
import { partitionOf } from './wire/partition.ts';
import { serveHttp } from './wire/serve-http.ts';

/** The embedded AWS, running what was packaged. */
export interface Sandbox extends Omit<StackServices, 'close'> {
  /** E.g. `http://127.0.0.1:4566`: every service answers there. */
  readonly endpoint: string;
  readonly clock: VirtualClock;
  readonly stack: Stack;
  /** Service Catalog and Organizations. */
  readonly simulator: Simulator;
  /** Sentences that the reader should know, such as why time is not scaled. */
  readonly notices: readonly string[];
  /** Oldest first. */
  executions(): readonly Execution[];
  /** The latest that passed a bus, oldest first. */
  events(): readonly PassedEvent[];
  /** The latest requests, oldest first. */
  calls(): readonly ServiceCall[];
  /** The latest lines that functions wrote, oldest first. */
  logs(): readonly LogLine[];
  functionProcesses(): readonly FunctionProcessStatus[];
  /** What the policies of the stack allow, and what of it allowed a call so far. */
  grants(): { readonly granted: readonly Grant[]; readonly used: readonly Grant[] };
  close(): Promise<void>;
}

/** When a seeded run begins, and where it would answer: bodies hold both. */
const SEEDED_START = Date.UTC(2026, 0, 1);
const NO_SERVER = { url: 'http://127.0.0.1:4566', close: async () => undefined };

/** Of events, calls and log lines each. */
const mostRemembered = 10_000;

/**
 * Reads the packaged template, wires what it describes and serves it on the loopback address.
 * @throws Refusal with one sentence, for everything that the sandbox does not support or cannot start with.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { onDefect = reportDefect } = options;
  const scenario = placeScenario(
    options.scenario === undefined ? defaultScenario : parseScenario(options.scenario),
    options,
  );
  const { accountId = scenario.organization.managementAccountId } = options;
  const { region } = scenario;
  const template = readTemplate(options.packageDirectory);
  const { speed, notices } = decideSpeed(options);
  const chance = options.seed === undefined ? realChance : seededChance(options.seed);
  const clock =
    options.seed === undefined ? createVirtualClock({ speed }) : createStandingClock(SEEDED_START);
  clock.enter(); // nothing happens before all is there
  const eventFile = options.eventsFile === undefined ? undefined : openEventFile(options.eventsFile);
  const events = createRecent<PassedEvent>(mostRemembered);
  const calls = createRecent<ServiceCall>(mostRemembered);
  const logs = createRecent<LogLine>(mostRemembered);
  const gateway = Promise.withResolvers<(request: WireRequest) => Promise<WireOutcome>>();
  gateway.promise.catch(() => undefined);
  const answer = async (request: WireRequest) => (await gateway.promise)(request);
  const closing: (() => void | Promise<void>)[] = [() => eventFile?.close(), () => clock.close()];
  const close = async () => {
    for (const step of closing.splice(0).toReversed()) await step();
  };

  try {
    // First, since queue URLs and the functions' environment hold the port.
    const server =
      options.seed === undefined ? await serveHttp(answer, { port: options.port ?? 0, onDefect }) : NO_SERVER;
    closing.push(() => server.close());
    const stack = resolveTemplate(template, {
      place: {
        partition: partitionOf(region),
        region,
        accountId,
        stackName: 'sandbox',
        endpoint: server.url,
      },
      ...(options.parameters && { parameters: options.parameters }),
    });
    const simulator = createSimulator({ clock, scenario, onDefect });
    const permissions = createPermissions({
      stack,
      organization: simulator.controls.organization,
      controls: scenario,
    });
    const services = await composeServices({
      stack,
      permissions,
      clock,
      chance,
      options,
      scenario,
      answer,
      onDefect,
      onEvent(passed) {
        events.add(passed);
        eventFile?.append(passed.event);
        options.onEvent?.(passed);
      },
      onLog(line) {
        logs.add(line);
        options.onLog?.(line);
      },
    });
    closing.push(() => services.close());
    const { buses, stateMachines, queues, functions, tables } = services;
    const functionKeys = new Map(
      functions.definitions.map(({ functionName }) => [accessKeyOf(functionName), functionName]),
    );
    const functionRoles = new Map(
      functions.definitions.map(({ functionName, roleArn }) => [
        accessKeyOf(functionName),
        {
          functionName,
          role: permissions.requireRole(roleArn, 'lambda.amazonaws.com', '', `The function ${functionName}`),
        },
      ]),
    );
    const ownKeys = Object.fromEntries([...functionKeys.keys()].map((key) => [key, accountId]));
    const accessKeys = {
      ...scenario.accessKeys,
      ...ownKeys,
      [awsAccessKey]: scenario.organization.managementAccountId,
    };
    gateway.resolve(
      createGateway({
        services: [
          eventBusService(buses),
          stateMachineService(stateMachines, clock),
          queueService(queues, clock, accountId),
          ...simulator.services,
        ],
        tables,
        clock,
        chance,
        accountId,
        accessKeys,
        guard: createCallGuard({
          permissions,
          place: stack.place,
          chance,
          functionRoles,
          defaultAccountId: accountId,
          accessKeys,
        }),
        functionKeys,
        invoke: services.invokeOverHttp,
        intercept: options.interceptCall ?? ((_, perform) => perform()),
        onDefect,
        onCall(call) {
          calls.add(call);
          options.onCall?.(call);
        },
      }),
    );
    clock.leave();
    return {
      ...services,
      endpoint: server.url,
      clock,
      stack,
      simulator,
      notices,
      executions: stateMachines.executions,
      events: events.all,
      calls: calls.all,
      logs: logs.all,
      functionProcesses: functions.processes,
      grants: () => ({ granted: permissions.granted(), used: permissions.used() }),
      close,
    };
  } catch (error) {
    gateway.reject(error);
    await close();
    throw error;
  }
}

/** What is outside does not scale: polls and deadlines would race past it. */
function decideSpeed({ speed = 1, serviceCatalogEndpoint }: SandboxOptions): {
  speed: number;
  notices: string[];
} {
  if (serviceCatalogEndpoint === undefined || speed === 1) return { speed, notices: [] };
  const notice = `Time runs unscaled, not ${speed} times as fast, since Service Catalog is at ${serviceCatalogEndpoint}.`;
  return { speed: 1, notices: [notice] };
}

function reportDefect(defect: unknown): void {
  console.error('Defect of the sandbox:', defect);
}
