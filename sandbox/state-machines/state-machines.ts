import type { Chance } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import { isObject } from '../template/read-template.ts';
import { refuseUnknownFields } from '../template/refuse-unknown-fields.ts';
import type { Stack, StackResource } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { ServiceError } from '../wire/service.ts';
import { type Definition, readDefinition } from './definition.ts';
import { type Execution, startExecution } from './execution.ts';
import type { HistoryEvent } from './history-events.ts';
import type { TaskServices } from './run-task.ts';
import { createTaskTokens, type TaskTokens } from './task-tokens.ts';

export interface StateMachine {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly definition: Definition;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

interface StartOptions {
  /** Made up when not given. */
  readonly name?: string;
  /** JSON. */
  readonly input: string;
}

/** The Step Functions service of the sandbox. */
export interface StateMachines {
  readonly machines: readonly StateMachine[];
  readonly tokens: TaskTokens;
  /** Every execution that is remembered, oldest first. */
  executions(): readonly Execution[];
  findExecution(executionArn: string): Execution | undefined;
  /** @throws ServiceError as StartExecution does. */
  start(stateMachineArn: string, options: StartOptions): Execution;
  /** Stops what runs. */
  close(): void;
}

/** AWS forgets executions after 90 days; here the oldest ended ones go when there are this many. */
const mostEndedExecutions = 2_000;

/** @throws {@link Refusal} for a machine or a state that cannot be run here. */
export async function createStateMachines({
  stack,
  clock,
  chance,
  services,
  onHistoryEvent,
  onStatusChange,
}: {
  stack: Stack;
  clock: VirtualClock;
  chance: Chance;
  services: TaskServices;
  onHistoryEvent: (execution: Execution, event: HistoryEvent) => void;
  onStatusChange: (execution: Execution) => void;
}): Promise<StateMachines> {
  const machines = stack
    .ofType('AWS::StepFunctions::StateMachine')
    .map((resource) => ({ ...readMachine(resource, services), createdAt: clock.now() }));
  const tokens = createTaskTokens(clock, chance);
  const executions = new Map<string, Execution>();

  const forgetOldest = () => {
    if (executions.size < mostEndedExecutions) return;
    const oldest = [...executions.values()].find(({ status }) => status !== 'RUNNING');
    if (oldest) executions.delete(oldest.executionArn);
  };

  return {
    machines,
    tokens,
    executions: () => [...executions.values()],
    findExecution: (executionArn) => executions.get(executionArn),
    start(stateMachineArn, { name = chance.uuid(), input }) {
      const machine = machines.find((candidate) => candidate.stateMachineArn === stateMachineArn);
      if (!machine) {
        throw new ServiceError(
          'StateMachineDoesNotExist',
          `State Machine Does Not Exist: '${stateMachineArn}'`,
        );
      }
      checkInput(input);
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      const known = executions.get(executionArn);
      if (known) {
        if (known.status === 'RUNNING' && known.input === input) return known;
        throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
      }
      forgetOldest();
      const execution = startExecution({
        executionArn,
        stateMachineArn,
        stateMachineName: machine.name,
        name,
        input,
        roleArn: machine.roleArn,
        region: stack.place.region,
        definition: machine.definition,
        clock,
        chance,
        services,
        tokens,
        onHistoryEvent,
        onStatusChange,
      });
      executions.set(executionArn, execution);
      return execution;
    },
    close() {
      for (const execution of executions.values()) {
        if (execution.status === 'RUNNING') execution.stop('Sandbox.Closed', 'The sandbox was closed.');
      }
    },
  };
}

const knownProperties = [
  'StateMachineName',
  'StateMachineType',
  'RoleArn',
  'Definition',
  'DefinitionString',
  'DefinitionSubstitutions',
  'LoggingConfiguration',
  'TracingConfiguration',
  'EncryptionConfiguration',
  'Tags',
];

function readMachine(
  { properties, attributes, logicalId }: StackResource,
  services: TaskServices,
): Omit<StateMachine, 'createdAt'> {
  refuseUnknownFields(properties, knownProperties, logicalId);
  if (properties.StateMachineType !== undefined && properties.StateMachineType !== 'STANDARD') {
    throw new Refusal(
      `${logicalId} has StateMachineType ${properties.StateMachineType}; supported: STANDARD.`,
    );
  }
  const definition = readDefinition(definitionString(properties, logicalId), logicalId);
  for (const { action, stateName } of definition.tasks.values()) {
    if (action.type === 'FUNCTION' && !services.hasFunction(action.functionArn)) {
      throw new Refusal(
        `The state ${stateName} of ${logicalId} calls ${action.functionArn}, which is no function of the template.`,
      );
    }
  }
  return {
    stateMachineArn: String(attributes.Arn),
    name: String(attributes.Name),
    roleArn: String(properties.RoleArn ?? ''),
    definition,
  };
}

function definitionString(properties: StackResource['properties'], logicalId: string): string {
  const { DefinitionString, Definition, DefinitionSubstitutions } = properties;
  const source = DefinitionString ?? (isObject(Definition) ? JSON.stringify(Definition) : undefined);
  if (typeof source !== 'string') {
    throw new Refusal(`${logicalId} needs a DefinitionString or a Definition; others are not supported.`);
  }
  if (!isObject(DefinitionSubstitutions)) return source;
  return source.replace(/\$\{([^}]+)\}/g, (whole, name: string) =>
    String(DefinitionSubstitutions[name] ?? whole),
  );
}

function checkInput(input: string): void {
  try {
    JSON.parse(input);
  } catch (error) {
    throw new ServiceError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${error instanceof Error ? error.message : error}'`,
    );
  }
}
