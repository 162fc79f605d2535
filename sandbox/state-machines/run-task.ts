import type { PutEventsOutput } from '../bus/put-events.ts';
import type { Chance } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { InvocationResult } from '../functions/invocation.ts';
import { isObject } from '../template/read-template.ts';
import { invokeOutput, putEventsOutput } from './integration-output.ts';
import { checkDataSize, functionFailure, StateFailure, timeoutFailure } from './state-failure.ts';
import type { TaskDefinition } from './task-definition.ts';
import type { TaskProgress } from './task-history.ts';
import type { TaskTokens, TokenAnswer } from './task-tokens.ts';

/** What Task states call. */
export interface TaskServices {
  hasFunction(functionName: string): boolean;
  invokeFunction(functionName: string, payload: string): Promise<InvocationResult>;
  /** Why the machine may not do that; `undefined` where it may. */
  refuse(machine: MachineSession, action: MachineAction): StateFailure | undefined;
  /** EventBridge's PutEvents, as the state machine. */
  putEvents(entries: readonly unknown[]): Promise<PutEventsOutput>;
}

/** Who calls: the role of a machine, in a session for one execution. */
export interface MachineSession {
  readonly roleArn: string;
  readonly stateMachineArn: string;
  readonly executionName: string;
}

export type MachineAction =
  | { readonly type: 'INVOKE'; readonly functionName: string }
  | { readonly type: 'PUT_EVENTS'; readonly entries: readonly unknown[] };

export interface TaskSurroundings {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly services: TaskServices;
  readonly tokens: TaskTokens;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly machine: MachineSession;
}

export interface TaskAttempt {
  readonly task: TaskDefinition;
  readonly input: unknown;
  /** Of a task that waits for one. */
  readonly token: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  /** Aborted when the execution, or the Map or Parallel around, ends before the task. */
  readonly signal: AbortSignal;
  readonly record: (event: TaskProgress) => void;
}

/**
 * One attempt at a Task: calls what it names, waits for the answer or the token's, and keeps the time-outs.
 * Rejects with what Retry and Catch are to match. An attempt that is timed out or aborted leaves its function
 * running, as on AWS, and drops its answer.
 */
export async function runTask(attempt: TaskAttempt, surroundings: TaskSurroundings): Promise<unknown> {
  const { task, token, signal, record } = attempt;
  const { clock, tokens } = surroundings;
  signal.throwIfAborted();
  const cut = Promise.withResolvers<never>();
  const timer =
    attempt.timeoutSeconds === undefined
      ? undefined
      : clock.setTimeout(() => cut.reject(timeoutFailure('States.Timeout')), attempt.timeoutSeconds * 1000);
  const abort = () => cut.reject(signal.reason);
  signal.addEventListener('abort', abort);
  let isOver = false;
  const recordUntilOver = (event: TaskProgress) => {
    if (!isOver) record(event);
  };
  try {
    // The token is open before the function runs: its answer may come before the function's own.
    const answered =
      token === undefined ? undefined : openToken(token, attempt.heartbeatSeconds, surroundings);
    const output = await Promise.race([
      perform(attempt, surroundings, answered, recordUntilOver),
      cut.promise,
    ]);
    const json = JSON.stringify(output);
    checkDataSize(json, task.action.type === 'FUNCTION' ? task.resource : task.resourceType, {
      isCatchable: true,
    });
    record({ type: 'TaskSucceeded', output: json });
    return output;
  } catch (failure) {
    if (failure instanceof StateFailure) record(progressOf(failure));
    throw failure;
  } finally {
    isOver = true;
    clock.clearTimeout(timer);
    if (token !== undefined) tokens.close(token);
    signal.removeEventListener('abort', abort);
  }
}

function progressOf(failure: StateFailure): TaskProgress {
  const isTimeout = failure.error === 'States.Timeout' || failure.error === 'States.HeartbeatTimeout';
  return { type: isTimeout ? 'TaskTimedOut' : 'TaskFailed', failure };
}

async function perform(
  attempt: TaskAttempt,
  surroundings: TaskSurroundings,
  answered: Promise<unknown> | undefined,
  record: (event: TaskProgress) => void,
): Promise<unknown> {
  const output = call(attempt, surroundings);
  if (!answered) return output;
  const submitted = output.then((value) => {
    record({ type: 'TaskSubmitted', output: JSON.stringify(value) });
    return answered;
  });
  return Promise.race([submitted, answered]);
}

async function call({ task, input }: TaskAttempt, surroundings: TaskSurroundings): Promise<unknown> {
  const { action } = task;
  switch (action.type) {
    case 'FUNCTION':
      return (await invoke(action.functionArn, JSON.stringify(input), surroundings)).payload;
    case 'LAMBDA_INVOKE': {
      const { FunctionName, Payload } = isObject(input) ? input : {};
      const answer = await invoke(String(FunctionName), payloadOf(Payload), surroundings);
      return invokeOutput(answer, new Date(surroundings.clock.now()));
    }
    case 'PUT_EVENTS':
      return putEvents(input, surroundings);
    default:
      return action satisfies never;
  }
}

/** A text is handed over as it stands: JSON that the function reads. Source: localstack 8b9a79f, test_lambda_task_service.py. */
function payloadOf(payload: unknown): string {
  if (typeof payload !== 'string') return JSON.stringify(payload ?? {});
  try {
    JSON.parse(payload);
    return payload;
  } catch (cause) {
    throw new StateFailure(
      'Lambda.InvalidRequestContentException',
      `Could not parse request body into json: ${cause instanceof Error ? cause.message : cause} (Service: AWSLambda; Status Code: 400; Error Code: InvalidRequestContentException)`,
    );
  }
}

async function invoke(
  functionName: string,
  payload: string,
  { services, machine }: TaskSurroundings,
): Promise<{ readonly payload: unknown; readonly requestId: string }> {
  const refusal = services.refuse(machine, { type: 'INVOKE', functionName });
  if (refusal) throw refusal;
  if (!services.hasFunction(functionName)) {
    throw new StateFailure(
      'Lambda.ResourceNotFoundException',
      `Function not found: ${functionName}:$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException)`,
    );
  }
  const result = await services.invokeFunction(functionName, payload);
  switch (result.status) {
    case 'SUCCEEDED':
      return { payload: JSON.parse(result.payload), requestId: result.requestId };
    case 'FAILED':
      throw functionFailure(result.error);
    default:
      return result satisfies never;
  }
}

/** The optimised integration: Detail may be an object, and a failed entry fails the task. */
async function putEvents(
  input: unknown,
  { clock, chance, services, executionArn, stateMachineArn, machine }: TaskSurroundings,
): Promise<unknown> {
  const entries = isObject(input) && Array.isArray(input.Entries) ? input.Entries : [];
  const refusal = services.refuse(machine, { type: 'PUT_EVENTS', entries });
  if (refusal) throw refusal;
  const output = await services.putEvents(
    entries.map((entry) => ({
      ...entry,
      Detail: typeof entry.Detail === 'string' ? entry.Detail : JSON.stringify(entry.Detail),
      // Both of them: localstack 8b9a79f, test_events_task_service.py.
      Resources: [...(Array.isArray(entry.Resources) ? entry.Resources : []), stateMachineArn, executionArn],
    })),
  );
  if (output.FailedEntryCount > 0) throw new StateFailure('EventBridge.FailedEntry', JSON.stringify(output));
  return putEventsOutput(output, chance.uuid(), new Date(clock.now()));
}

function openToken(
  token: string,
  heartbeatSeconds: number | undefined,
  { tokens }: TaskSurroundings,
): Promise<unknown> {
  const answered = new Promise<TokenAnswer>((resolve) => tokens.open(token, heartbeatSeconds, resolve)).then(
    (answer) => {
      switch (answer.type) {
        case 'SUCCESS':
          return JSON.parse(answer.output);
        case 'FAILURE':
          throw new StateFailure(answer.error, answer.cause);
        case 'HEARTBEAT_TIMEOUT':
          throw timeoutFailure('States.HeartbeatTimeout');
        default:
          return answer satisfies never;
      }
    },
  );
  // Whoever awaits it may have been timed out by then.
  answered.catch(() => undefined);
  return answered;
}
