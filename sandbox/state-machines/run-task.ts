import type { PutEventsOutput } from '../bus/put-events.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { InvocationResult } from '../functions/invocation.ts';
import { isObject } from '../template/read-template.ts';
import type { TaskProgress } from './execution-log.ts';
import type { TaskDefinition } from './task-definition.ts';
import { checkDataSize, functionTaskError, TaskError } from './task-error.ts';
import type { TaskTokens, TokenAnswer } from './task-tokens.ts';

/** What Task states call. */
export interface TaskServices {
  hasFunction(functionName: string): boolean;
  invokeFunction(functionName: string, payload: string): Promise<InvocationResult>;
  /** EventBridge's PutEvents, as the state machine. */
  putEvents(entries: readonly unknown[]): Promise<PutEventsOutput>;
}

export type TimeoutName = 'States.Timeout' | 'States.HeartbeatTimeout';

export interface TaskSurroundings {
  readonly clock: VirtualClock;
  readonly services: TaskServices;
  readonly tokens: TaskTokens;
  readonly executionArn: string;
  /** The engine's own: unlike any other error it is not matched by `States.TaskFailed`. */
  readonly timeoutError: (name: TimeoutName) => Error;
  /** Aborted when the execution ends before its task. */
  readonly signal: AbortSignal;
}

/**
 * One attempt at a Task: calls what it names, waits for the answer or the token's, and keeps the time-outs.
 * Rejects with what Retry and Catch are to match. An attempt that is timed out leaves its function running,
 * as on AWS, and drops its answer.
 */
export async function runTask(
  task: TaskDefinition,
  input: unknown,
  token: string | undefined,
  surroundings: TaskSurroundings,
  record: (event: TaskProgress) => void,
): Promise<unknown> {
  const { clock, tokens, signal, timeoutError } = surroundings;
  const timedOut = Promise.withResolvers<never>();
  const timer = clock.setTimeout(
    () => timedOut.reject(timeoutError('States.Timeout')),
    task.timeoutSeconds * 1000,
  );
  const settle = () => {
    clock.clearTimeout(timer);
    if (token !== undefined) tokens.close(token);
    signal.removeEventListener('abort', settle);
  };
  signal.addEventListener('abort', settle);
  let isOver = false;
  const recordUntilOver = (event: TaskProgress) => {
    if (!isOver) record(event);
  };
  try {
    // The token is open before the function runs: its answer may come before the function's own.
    const answered = token === undefined ? undefined : openToken(task, token, surroundings);
    const output = await Promise.race([
      perform(task, input, surroundings, answered, recordUntilOver),
      timedOut.promise,
    ]);
    const json = JSON.stringify(output);
    checkDataSize(json, task.stateName);
    record({ type: 'TaskSucceeded', output: json });
    return output;
  } catch (error) {
    recordFailure(error, record);
    throw error;
  } finally {
    isOver = true;
    settle();
  }
}

async function perform(
  task: TaskDefinition,
  input: unknown,
  surroundings: TaskSurroundings,
  answered: Promise<unknown> | undefined,
  record: (event: TaskProgress) => void,
): Promise<unknown> {
  const output = call(task, input, surroundings);
  if (!answered) return output;
  const submitted = output.then((value) => {
    record({ type: 'TaskSubmitted', output: JSON.stringify(value) });
    return answered;
  });
  return Promise.race([submitted, answered]);
}

async function call(task: TaskDefinition, input: unknown, surroundings: TaskSurroundings): Promise<unknown> {
  const { action } = task;
  switch (action.type) {
    case 'FUNCTION':
      return invoke(action.functionArn, input, surroundings);
    case 'LAMBDA_INVOKE': {
      const { FunctionName, Payload } = isObject(input) ? input : {};
      const payload = await invoke(String(FunctionName), Payload ?? {}, surroundings);
      return { ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 };
    }
    case 'PUT_EVENTS':
      return putEvents(input, surroundings);
    default:
      return action satisfies never;
  }
}

async function invoke(
  functionName: string,
  payload: unknown,
  { services }: TaskSurroundings,
): Promise<unknown> {
  if (!services.hasFunction(functionName)) {
    throw new TaskError('Lambda.ResourceNotFoundException', `Function not found: ${functionName}`);
  }
  const result = await services.invokeFunction(functionName, JSON.stringify(payload));
  switch (result.status) {
    case 'SUCCEEDED':
      return JSON.parse(result.payload);
    case 'FAILED':
      throw functionTaskError(result.error);
    default:
      return result satisfies never;
  }
}

/** The optimised integration: Detail may be an object, and a failed entry fails the task. */
async function putEvents(
  input: unknown,
  { services, executionArn }: TaskSurroundings,
): Promise<PutEventsOutput> {
  const entries = isObject(input) && Array.isArray(input.Entries) ? input.Entries : [];
  const output = await services.putEvents(
    entries.map((entry) => ({
      ...entry,
      Detail: typeof entry.Detail === 'string' ? entry.Detail : JSON.stringify(entry.Detail),
      Resources: [...(Array.isArray(entry.Resources) ? entry.Resources : []), executionArn],
    })),
  );
  if (output.FailedEntryCount > 0) throw new TaskError('EventBridge.FailedEntry', JSON.stringify(output));
  return output;
}

function openToken(
  task: TaskDefinition,
  token: string,
  { tokens, timeoutError }: TaskSurroundings,
): Promise<unknown> {
  const answered = new Promise<TokenAnswer>((resolve) =>
    tokens.open(token, task.heartbeatSeconds, resolve),
  ).then((answer) => {
    switch (answer.type) {
      case 'SUCCESS':
        return JSON.parse(answer.output);
      case 'FAILURE':
        throw new TaskError(answer.error, answer.cause);
      case 'HEARTBEAT_TIMEOUT':
        throw timeoutError('States.HeartbeatTimeout');
      default:
        return answer satisfies never;
    }
  });
  // Whoever awaits it may have been timed out by then.
  answered.catch(() => undefined);
  return answered;
}

function recordFailure(failure: unknown, record: (event: TaskProgress) => void): void {
  const { name: error, message: cause } = failure instanceof Error ? failure : new Error(String(failure));
  const isTimeout = error === 'States.Timeout' || error === 'States.HeartbeatTimeout';
  record({ type: isTimeout ? 'TaskTimedOut' : 'TaskFailed', error, cause });
}
