import { eventBusService } from './bus/event-bus-service.ts';
import type { DeliveryFault, EventBuses, PassedEvent } from './bus/event-buses.ts';
import { createEventBuses } from './bus/event-buses.ts';
import { busTargets } from './bus-targets.ts';
import type { ServiceCall } from './call-log.ts';
import { createVirtualClock, type VirtualClock } from './clock/virtual-clock.ts';
import { openEventFile } from './event-file.ts';
import { accessKeyOf } from './functions/environment-variables.ts';
import { readFunctionDefinitions } from './functions/function-definition.ts';
import { createFunctions, type FunctionProcessStatus, type Functions } from './functions/functions.ts';
import type { LogLine } from './functions/invocation.ts';
import { createInvokeAsynchronously } from './functions/invoke-asynchronously.ts';
import { createGateway } from './gateway.ts';
import type { NewMessage } from './queues/queue.ts';
import { queueService } from './queues/queue-service.ts';
import { createQueues, type Queues } from './queues/queues.ts';
import { createRecent } from './recent.ts';
import { createSimulator, type Simulator } from './simulator/create-simulator.ts';
import { defaultScenario } from './simulator/default-scenario.ts';
import { parseScenario } from './simulator/scenario.ts';
import type { Execution } from './state-machines/execution.ts';
import type { HistoryEvent } from './state-machines/history-events.ts';
import { stateMachineService } from './state-machines/state-machine-service.ts';
import { createStateMachines, type StateMachines } from './state-machines/state-machines.ts';
import { statusChangeEvent } from './state-machines/status-change-event.ts';
import { createTables, type Tables } from './tables/tables.ts';
import { readTemplate } from './template/read-template.ts';
import { resolveTemplate, type Stack } from './template/resolve-template.ts';
import type { WireOutcome, WireRequest } from './wire/message.ts';
import { serveHttp } from './wire/serve-http.ts';

export interface SandboxOptions {
  /** Where the packager wrote the template and the zips. */
  readonly packageDirectory: string;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /** How many times as fast as real time idle time runs; 1 by default. */
  readonly speed?: number;
  /** Of the Service Catalog and Organizations simulator; a small organization by default. */
  readonly scenario?: unknown;
  /** Where functions call Service Catalog, instead of the simulator. Time then runs unscaled. */
  readonly serviceCatalogEndpoint?: string | undefined;
  /** Appends each event that passes a bus as one JSON line; `-` is standard output. */
  readonly eventsFile?: string | undefined;
  /** Of the template. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The stack's; the scenario's management account by default. */
  readonly accountId?: string;
  /** The stack's; the scenario's by default. */
  readonly region?: string;
  /** Starts one environment of each function before it is ready, and refuses a bundle that cannot be started. */
  readonly warm?: boolean;
  readonly onEvent?: (passed: PassedEvent) => void;
  readonly onHistoryEvent?: (execution: Execution, event: HistoryEvent) => void;
  readonly onStatusChange?: (execution: Execution) => void;
  readonly onCall?: (call: ServiceCall) => void;
  readonly onLog?: (line: LogLine) => void;
  /** Told of a defect of the sandbox itself; written to standard error by default. */
  readonly onDefect?: (defect: unknown) => void;
  /** What goes wrong between a bus and its targets; nothing by default. */
  readonly deliveryFault?: DeliveryFault;
}

/** The embedded AWS, running what was packaged. */
export interface Sandbox {
  /** E.g. `http://127.0.0.1:4566`: every service answers there. */
  readonly endpoint: string;
  readonly clock: VirtualClock;
  readonly stack: Stack;
  readonly simulator: Simulator;
  readonly buses: EventBuses;
  readonly stateMachines: StateMachines;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly tables: Tables;
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
  close(): Promise<void>;
}

/** Of events, calls and log lines each. */
const mostRemembered = 10_000;

/**
 * Reads the packaged template, wires what it describes and serves it on the loopback address.
 * @throws Refusal with one sentence, for everything that the sandbox does not support or cannot start with.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { onDefect = reportDefect } = options;
  const scenario = options.scenario === undefined ? defaultScenario : parseScenario(options.scenario);
  const { accountId = scenario.organization.managementAccountId, region = scenario.region } = options;
  const template = readTemplate(options.packageDirectory);
  const { speed, notices } = decideSpeed(options);
  const clock = createVirtualClock({ speed });
  const eventFile = options.eventsFile === undefined ? undefined : openEventFile(options.eventsFile);
  const events = createRecent<PassedEvent>(mostRemembered);
  const calls = createRecent<ServiceCall>(mostRemembered);
  const logs = createRecent<LogLine>(mostRemembered);
  const ready = Promise.withResolvers<(request: WireRequest) => Promise<WireOutcome>>();
  ready.promise.catch(() => undefined);
  const closing: (() => void | Promise<void>)[] = [];
  let isOpen = true;
  const close = async () => {
    isOpen = false;
    for (const step of closing.splice(0).toReversed()) await step();
  };
  closing.push(
    () => eventFile?.close(),
    () => clock.close(),
  );

  try {
    const server = await serveHttp(async (request) => (await ready.promise)(request), {
      port: options.port ?? 0,
      onDefect,
    });
    closing.push(() => server.close());
    const partition = region.startsWith('cn-')
      ? 'aws-cn'
      : region.startsWith('us-gov-')
        ? 'aws-us-gov'
        : 'aws';
    const stack = resolveTemplate(template, {
      place: { partition, region, accountId, stackName: 'sandbox', endpoint: server.url },
      ...(options.parameters && { parameters: options.parameters }),
    });
    const simulator = createSimulator({ clock, scenario, onDefect });
    const queues = createQueues(stack, clock);
    const sendTo = (queueArn: string, message: NewMessage) => {
      const queue = queues.byArn(queueArn);
      if (queue) queue.send(message);
      else onDefect(new Error(`A message was to go to ${queueArn}, which is no queue of the template.`));
    };
    const functions = createFunctions({
      definitions: readFunctionDefinitions(stack, options.packageDirectory),
      surroundings: { region, endpoint: server.url, serviceCatalogEndpoint: options.serviceCatalogEndpoint },
      clock,
      onLog(line) {
        logs.add(line);
        options.onLog?.(line);
      },
    });
    closing.push(() => functions.close());
    const invokeAsynchronously = createInvokeAsynchronously({
      stack,
      functions,
      clock,
      sendTo: (queueArn, body) => sendTo(queueArn, { body }),
      onDefect,
    });
    let stateMachines: StateMachines | undefined;
    const buses = createEventBuses({
      stack,
      clock,
      targets: busTargets({
        stateMachines: () => {
          if (!stateMachines) throw new Error('An event came before the state machines.');
          return stateMachines;
        },
        functions,
        invokeAsynchronously,
        queues,
      }),
      sendTo,
      fault: options.deliveryFault ?? (() => 'DELIVER'),
      onDefect,
      onEvent(passed) {
        events.add(passed);
        eventFile?.append(passed.event);
        options.onEvent?.(passed);
      },
    });
    stateMachines = await createStateMachines({
      stack,
      clock,
      services: {
        hasFunction: (functionName) => functions.find(functionName) !== undefined,
        invokeFunction: functions.invoke,
        putEvents: async (entries) => buses.putEvents(entries, { accountId }),
      },
      onHistoryEvent: options.onHistoryEvent ?? (() => undefined),
      onStatusChange(execution) {
        // What closing stops is no news to anybody.
        if (!isOpen) return;
        buses.publishAwsEvent(statusChangeEvent(execution));
        options.onStatusChange?.(execution);
      },
    });
    const running = stateMachines;
    closing.push(() => running.close());
    const tables = await createTables(stack);
    if (options.warm) await functions.warm();
    const functionKeys = new Map(
      functions.definitions.map(({ functionName }) => [accessKeyOf(functionName), functionName]),
    );
    ready.resolve(
      createGateway({
        services: [
          eventBusService(buses),
          stateMachineService(running),
          queueService(queues, clock, accountId),
          ...simulator.services,
        ],
        tables,
        clock,
        accountId,
        accessKeys: {
          ...scenario.accessKeys,
          ...Object.fromEntries([...functionKeys.keys()].map((key) => [key, accountId])),
        },
        functionKeys,
        onDefect,
        onCall(call) {
          calls.add(call);
          options.onCall?.(call);
        },
      }),
    );
    return {
      endpoint: server.url,
      clock,
      stack,
      simulator,
      buses,
      stateMachines: running,
      functions,
      queues,
      tables,
      notices,
      executions: running.executions,
      events: events.all,
      calls: calls.all,
      logs: logs.all,
      functionProcesses: functions.processes,
      close,
    };
  } catch (error) {
    ready.reject(error);
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
  return {
    speed: 1,
    notices: [
      `Time runs unscaled, not ${speed} times as fast, since Service Catalog is at ${serviceCatalogEndpoint}.`,
    ],
  };
}

function reportDefect(defect: unknown): void {
  console.error('Defect of the sandbox:', defect);
}
