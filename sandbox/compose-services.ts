import { createApiDestinations } from './bus/api-destinations.ts';
import { createEventBuses, type EventBuses, type PassedEvent } from './bus/event-buses.ts';
import { createDeliveryGuard } from './bus/guard-deliveries.ts';
import { readRules } from './bus/rule.ts';
import { scenarioDeliveries } from './bus/scenario-deliveries.ts';
import { busTargets } from './bus-targets.ts';
import type { Chance } from './clock/chance.ts';
import type { VirtualClock } from './clock/virtual-clock.ts';
import { readFunctionDefinitions } from './functions/function-definition.ts';
import { createFunctions, type Functions, nameIn } from './functions/functions.ts';
import { createFunctionGuard } from './functions/guard-functions.ts';
import type { LogLine } from './functions/invocation.ts';
import { createInvokeAsynchronously } from './functions/invoke-asynchronously.ts';
import { invokeOverHttp } from './functions/invoke-over-http.ts';
import type { Permissions } from './iam/permissions.ts';
import { checkLimits } from './limits/account-limits.ts';
import { type Alarms, createAlarms } from './metrics/alarms.ts';
import { createMetricStore } from './metrics/metric-store.ts';
import { createStackMetrics } from './metrics/stack-metrics.ts';
import type { NewMessage } from './queues/new-message.ts';
import type { Queue } from './queues/queue.ts';
import { createQueues, type Queues } from './queues/queues.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import type { Scenario } from './simulator/scenario.ts';
import { createTaskGuard } from './state-machines/guard-tasks.ts';
import { createStateMachines, type StateMachines } from './state-machines/state-machines.ts';
import { statusChangeEvent } from './state-machines/status-change-event.ts';
import { createTables, type Tables } from './tables/tables.ts';
import type { Stack } from './template/resolve-template.ts';
import type { WireAnswer, WireOutcome, WireRequest } from './wire/message.ts';
import { ServiceError } from './wire/service.ts';

/** What the template describes, wired together. */
export interface StackServices {
  readonly queues: Queues;
  readonly functions: Functions;
  readonly buses: EventBuses;
  readonly stateMachines: StateMachines;
  readonly tables: Tables;
  readonly alarms: Alarms;
  readonly invokeOverHttp: (request: WireRequest) => WireAnswer | undefined;
  /** Ends every process and timer of it; what that stops is no news to anybody. */
  close(): void;
}

export interface Surroundings {
  readonly stack: Stack;
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly options: SandboxOptions;
  readonly scenario: Pick<Scenario, 'deliveryFaults'>;
  readonly permissions: Permissions;
  /** The gateway. */
  readonly answer: (request: WireRequest) => Promise<WireOutcome>;
  readonly onEvent: (passed: PassedEvent) => void;
  readonly onLog: (line: LogLine) => void;
  readonly onDefect: (defect: unknown) => void;
}

/** @throws Refusal for what a resource of the template asks and the sandbox does not support. */
export async function composeServices(surroundings: Surroundings): Promise<StackServices> {
  const { stack, clock, chance, options, permissions, onDefect } = surroundings;
  const { region, endpoint, accountId } = stack.place;
  let isOpen = true;
  let stateMachines: StateMachines | undefined;
  const startedMachines = () => {
    if (!stateMachines) throw new Error('An event came before the state machines.');
    return stateMachines;
  };
  const queues = createQueues(stack, clock, chance);
  const sendTo = (queueArn: string, message: NewMessage) => {
    const queue = queues.byArn(queueArn);
    if (queue) return sendOrLose(queue, message);
    onDefect(new Error(`A message was to go to ${queueArn}, which is no queue of the template.`));
  };
  const limits = checkLimits(options.limits ?? {});
  const metrics = createMetricStore();
  const measured = createStackMetrics(metrics, clock.now);
  const definitions = readFunctionDefinitions(stack, options.packageDirectory);
  const guard = createFunctionGuard(permissions, definitions, stack.place);
  const functions = createFunctions({
    definitions,
    surroundings: { region, endpoint, serviceCatalogEndpoint: options.serviceCatalogEndpoint },
    clock,
    chance,
    host: options.seed === undefined ? (options.functionHost ?? 'PROCESSES') : 'MEMORY',
    answer: surroundings.answer,
    limits,
    onInvocation: measured.onInvocation,
    onLog(line) {
      if (!guard.mayLog(line.functionName)) return;
      measured.onLog(line);
      surroundings.onLog(line);
    },
  });
  let alarms: Alarms | undefined;
  const close = () => {
    isOpen = false;
    alarms?.close();
    stateMachines?.close();
    functions.close();
  };
  try {
    const invokeAsynchronously = createInvokeAsynchronously({
      stack,
      functions,
      clock,
      sendTo(functionName, queueArn, body) {
        if (guard.maySend(nameIn(functionName), queueArn)) sendTo(queueArn, { body });
      },
      onDefect,
    });
    const buses = createEventBuses({
      stack,
      clock,
      chance,
      targets: busTargets({
        stateMachines: startedMachines,
        functions,
        invokeAsynchronously,
        queues,
        apiDestinations: createApiDestinations(stack),
      }),
      guard: createDeliveryGuard(permissions),
      sendTo,
      fault:
        options.deliveryFault ?? scenarioDeliveries(surroundings.scenario.deliveryFaults, readRules(stack)),
      onDefect,
      onEvent: surroundings.onEvent,
      onMatch: measured.onMatch,
    });
    stateMachines = await createStateMachines({
      stack,
      clock,
      chance,
      services: {
        hasFunction: (functionName) => functions.find(functionName) !== undefined,
        invokeFunction: functions.invoke,
        refuse: createTaskGuard(permissions, stack.place, functions, chance, options.deniedInvocation),
        putEvents: async (entries) => buses.putEvents(entries, { accountId }),
      },
      onHistoryEvent: options.onHistoryEvent ?? (() => undefined),
      onStatusChange(execution) {
        if (!isOpen) return;
        measured.onStatusChange(execution);
        buses.publishAwsEvent(statusChangeEvent(execution));
        options.onStatusChange?.(execution);
      },
    });
    for (const { name, roleArn, stateMachineArn } of stateMachines.machines) {
      permissions.requireRole(roleArn, 'states.amazonaws.com', stateMachineArn, `The state machine ${name}`);
    }
    const tables = await createTables(stack, clock, limits);
    alarms = createAlarms({
      stack,
      clock,
      metrics,
      sample: () => measured.sampleQueues(queues),
      onChange: (change) => options.onAlarm?.(change),
    });
    if (options.seed !== undefined) await functions.prepare();
    if (options.warm) await functions.warm();
    return {
      queues,
      functions,
      buses,
      stateMachines,
      tables,
      alarms,
      invokeOverHttp: (request: WireRequest) =>
        invokeOverHttp(request, functions, invokeAsynchronously, chance),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** What EventBridge and Lambda cannot put into a queue is lost; AWS tells it by a metric alone. */
function sendOrLose(queue: Queue, message: NewMessage): void {
  try {
    queue.send(message);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
}
