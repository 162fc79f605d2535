import type { VirtualClock } from '../clock/virtual-clock.ts';
import { checkedOperations } from '../wire/checked-operations.ts';
import { type Service, ServiceError, type WireValue } from '../wire/service.ts';
import type { Execution } from './execution.ts';
import type { HistoryEvent } from './history-events.ts';
import { inputShapes } from './input-shapes.ts';
import { page } from './page.ts';
import { redriveRefusal } from './redrive-refusal.ts';
import { largestDataBytes } from './state-failure.ts';
import type { StateMachine, StateMachines } from './state-machines.ts';

/** Step Functions on the wire; times are seconds since the epoch, as numbers. */
export function stateMachineService(stateMachines: StateMachines, clock: VirtualClock): Service {
  const redriven = new WeakMap<Execution, unknown>();
  const findExecution = (input: WireValue): Execution => {
    const executionArn = checkArn(String(input.executionArn), 'execution');
    const execution = stateMachines.findExecution(executionArn);
    if (!execution)
      throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return execution;
  };
  const findMachine = (input: WireValue): StateMachine => {
    const stateMachineArn = checkArn(String(input.stateMachineArn), 'stateMachine');
    const machine = stateMachines.machines.find((candidate) => candidate.stateMachineArn === stateMachineArn);
    if (!machine) {
      throw new ServiceError(
        'StateMachineDoesNotExist',
        `State Machine Does Not Exist: '${stateMachineArn}'`,
      );
    }
    return machine;
  };

  const operations = checkedOperations(inputShapes, {
    StartExecution(input) {
      const stateMachineArn = checkArn(String(input.stateMachineArn), 'stateMachine');
      const text = String(input.input ?? '{}');
      checkLength(text, 'input');
      const name = input.name === undefined ? undefined : checkName(String(input.name));
      const execution = stateMachines.start(stateMachineArn, {
        ...(name !== undefined && { name }),
        input: text,
      });
      return { executionArn: execution.executionArn, startDate: execution.startDate / 1000 };
    },
    DescribeExecution: (input) =>
      describe(findExecution(input), clock.now(), input.includedData !== 'METADATA_ONLY'),
    ListExecutions(input) {
      const machine = findMachine(input);
      const found = stateMachines
        .executions()
        .filter(({ stateMachineArn }) => stateMachineArn === machine.stateMachineArn)
        .filter(({ status }) => input.statusFilter === undefined || status === input.statusFilter)
        .filter(
          ({ redriveCount }) =>
            input.redriveFilter === undefined || (input.redriveFilter === 'REDRIVEN') === redriveCount > 0,
        );
      const { items, nextToken } = page(found, input, { isNewestFirst: true });
      return { executions: items.map(summarise), ...nextToken };
    },
    GetExecutionHistory(input) {
      const { history } = findExecution(input);
      const { items, nextToken } = page(history, input, { isNewestFirst: input.reverseOrder === true });
      return {
        events: items.map((event) => historyEvent(event, input.includeExecutionData !== false)),
        ...nextToken,
      };
    },
    StopExecution(input) {
      const execution = findExecution(input);
      if (execution.status === 'RUNNING') execution.stop(optional(input, 'error'), optional(input, 'cause'));
      return { stopDate: (execution.stopDate ?? execution.startDate) / 1000 };
    },
    RedriveExecution(input) {
      const execution = findExecution(input);
      const isRepeat = input.clientToken !== undefined && redriven.get(execution) === input.clientToken;
      const refusal = isRepeat ? undefined : redriveRefusal(execution, clock.now());
      if (refusal) throw new ServiceError('ExecutionNotRedrivable', refusal);
      if (!isRepeat) execution.redrive();
      redriven.set(execution, input.clientToken);
      return { redriveDate: (execution.redriveDate ?? execution.startDate) / 1000 };
    },
    SendTaskSuccess(input) {
      const output = String(input.output);
      checkLength(output, 'output');
      checkJson(output);
      stateMachines.tokens.answer(String(input.taskToken), { type: 'SUCCESS', output });
      return {};
    },
    SendTaskFailure(input) {
      const [error, cause] = [optional(input, 'error'), optional(input, 'cause')];
      stateMachines.tokens.answer(String(input.taskToken), { type: 'FAILURE', error, cause });
      return {};
    },
    SendTaskHeartbeat(input) {
      stateMachines.tokens.heartbeat(String(input.taskToken));
      return {};
    },
    ListStateMachines(input) {
      const { items, nextToken } = page(stateMachines.machines, input, { isNewestFirst: false });
      return { stateMachines: items.map(machineSummary), ...nextToken };
    },
    DescribeStateMachine(input) {
      const machine = findMachine(input);
      const withData = input.includedData !== 'METADATA_ONLY';
      return {
        ...machineSummary(machine),
        roleArn: machine.roleArn,
        ...(withData && { definition: machine.definition.source }),
        status: 'ACTIVE',
      };
    },
  });
  return {
    signingName: 'states',
    targetPrefix: 'AWSStepFunctions',
    contentType: 'application/x-amz-json-1.0',
    operations,
  };
}

function machineSummary({ stateMachineArn, name, createdAt }: StateMachine): WireValue {
  return { stateMachineArn, name, type: 'STANDARD', creationDate: createdAt / 1000 };
}

function describe(execution: Execution, now: number, withData: boolean): WireValue {
  const { end, input } = execution;
  const refusal = redriveRefusal(execution, now);
  const included = { included: withData };
  return {
    ...summarise(execution),
    ...(withData && { input }),
    inputDetails: included,
    ...(end?.status === 'SUCCEEDED' && { ...(withData && { output: end.output }), outputDetails: included }),
    ...(end && end.status !== 'SUCCEEDED' && withData && { error: end.error, cause: end.cause }),
    redriveStatus: refusal ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
    ...(refusal && { redriveStatusReason: refusal }),
  };
}

function summarise({
  executionArn,
  stateMachineArn,
  name,
  status,
  startDate,
  stopDate,
  redriveCount,
  redriveDate,
}: Execution): WireValue {
  return {
    executionArn,
    stateMachineArn,
    name,
    status,
    startDate: startDate / 1000,
    ...(stopDate !== undefined && { stopDate: stopDate / 1000 }),
    redriveCount,
    ...(redriveDate !== undefined && { redriveDate: redriveDate / 1000 }),
  };
}

const executionData = ['input', 'inputDetails', 'output', 'outputDetails', 'parameters'];

function historyEvent(event: HistoryEvent, includesData: boolean): WireValue {
  const members = Object.entries(event).map(([name, value]) => {
    if (name === 'timestamp') return [name, Number(value) / 1000];
    if (includesData || typeof value !== 'object') return [name, value];
    return [
      name,
      Object.fromEntries(Object.entries(value).filter(([member]) => !executionData.includes(member))),
    ];
  });
  return Object.fromEntries(members);
}

function optional(input: WireValue, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

/** Source: localstack 8b9a79f, test_sfn_api.py. */
function checkArn(arn: string, resource: 'execution' | 'stateMachine'): string {
  const [, , service, , , type] = /^arn:aws[\w-]*:/.test(arn) ? arn.split(':') : [];
  if (service !== 'states') throw new ServiceError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  if (type !== resource)
    throw new ServiceError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${type}'`);
  const parts = arn.split(':').slice(6);
  if (parts.length !== (resource === 'execution' ? 2 : 1) || parts.includes(''))
    throw new ServiceError('InvalidArn', `Invalid Arn: 'Invalid ARN: ${arn}'`);
  return arn;
}

/** In characters, where the limit of data is in bytes: so an input may be taken and be too large for its first state. */
function checkLength(text: string, member: string): void {
  if (text.length <= largestDataBytes) return;
  throw new ServiceError(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${largestDataBytes}`,
  );
}

function checkName(name: string): string {
  const isValid = name.length <= 80 && /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]+$/u.test(name);
  if (isValid) return name;
  throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
}

function checkJson(output: string): void {
  try {
    JSON.parse(output);
  } catch (error) {
    throw new ServiceError(
      'InvalidOutput',
      `Invalid Output: '${error instanceof Error ? error.message : error}'`,
    );
  }
}
