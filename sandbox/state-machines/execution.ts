import type { VirtualClock } from '../clock/virtual-clock.ts';
import { executionContextKey, stateContextsKey } from './context-paths.ts';
import type { Definition } from './definition.ts';
import type { Engine, EngineEvent } from './engine.ts';
import type { ExecutionEnd, LogEntry, TaskEvent, TaskProgress } from './execution-log.ts';
import { type HistoryEvent, toHistoryEvents } from './history-events.ts';
import { runTask, type TaskServices } from './run-task.ts';
import type { TaskDefinition } from './task-definition.ts';
import { checkDataSize, dataLimitExceeded, largestDataBytes } from './task-error.ts';
import type { TaskTokens } from './task-tokens.ts';

export type ExecutionStatus = 'RUNNING' | ExecutionEnd['status'];

/** One execution of a Standard state machine. Times in nominal milliseconds since the epoch. */
export interface Execution {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly startDate: number;
  /** JSON. */
  readonly input: string;
  readonly status: ExecutionStatus;
  readonly stopDate: number | undefined;
  readonly end: ExecutionEnd | undefined;
  readonly redriveCount: number;
  readonly redriveDate: number | undefined;
  readonly history: readonly HistoryEvent[];
  /** What AWS bills: each time that a state is entered or retried, at every level. */
  readonly stateTransitions: number;
  /** Resolves when it is running no more. */
  readonly ended: Promise<void>;
  stop(error: string | undefined, cause: string | undefined): void;
  /** Resumes at the state that did not succeed. Only when it has ended, and not succeeded. */
  redrive(): void;
}

export interface ExecutionOptions {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly name: string;
  readonly input: string;
  readonly roleArn: string;
  readonly region: string;
  readonly definition: Definition;
  readonly engine: Engine;
  readonly clock: VirtualClock;
  readonly services: TaskServices;
  readonly tokens: TaskTokens;
  readonly onHistoryEvent: (execution: Execution, event: HistoryEvent) => void;
  readonly onStatusChange: (execution: Execution) => void;
}

/** Of one execution; the last one says that it failed. Source: Step Functions quotas. */
const mostHistoryEvents = 25_000;

/** An attempt at a Task, whose events must not come before the engine's own "entered". */
interface Attempt {
  readonly waiting: TaskEvent[];
  isAnnounced: boolean;
}

export function startExecution(options: ExecutionOptions): Execution {
  const { definition, engine, clock, tokens } = options;
  const history: HistoryEvent[] = [];
  const attempts = new Map<string, Attempt[]>();
  const pendingTokens = new Map<string, string>();
  const startDate = clock.now();
  const context = {
    StateMachine: { Id: options.stateMachineArn, Name: options.stateMachineName },
    [executionContextKey]: {
      Id: options.executionArn,
      Input: JSON.parse(options.input),
      Name: options.name,
      RoleArn: options.roleArn,
      StartTime: new Date(startDate).toISOString(),
    },
    [stateContextsKey]: Object.fromEntries(
      definition.stateNames.map((name, key) => [`s${key}`, stateContext(name, pendingTokens, tokens)]),
    ),
  };
  let end: ExecutionEnd | undefined;
  let stopDate: number | undefined;
  let redriveCount = 0;
  let redriveDate: number | undefined;
  let stateTransitions = 0;
  let lastEntered = { name: definition.startAt, input: options.input };
  let ended = Promise.withResolvers<void>();
  let halt = (): void => undefined;

  const execution: Execution = {
    executionArn: options.executionArn,
    stateMachineArn: options.stateMachineArn,
    name: options.name,
    startDate,
    input: options.input,
    history,
    get status() {
      return end?.status ?? 'RUNNING';
    },
    get end() {
      return end;
    },
    get stopDate() {
      return stopDate;
    },
    get redriveCount() {
      return redriveCount;
    },
    get redriveDate() {
      return redriveDate;
    },
    get stateTransitions() {
      return stateTransitions;
    },
    get ended() {
      return ended.promise;
    },
    stop: (error, cause) => finish({ status: 'ABORTED', error, cause }),
    redrive() {
      end = undefined;
      stopDate = undefined;
      ended = Promise.withResolvers<void>();
      redriveCount++;
      redriveDate = clock.now();
      append({ type: 'Redriven', timestamp: clock.now(), redriveCount });
      options.onStatusChange(execution);
      run(lastEntered.name, lastEntered.input);
    },
  };

  const append = (entry: LogEntry) => {
    for (const event of toHistoryEvents(entry, options.region)) {
      const id = history.length + 1;
      const numbered = { id, previousEventId: id - 1, timestamp: entry.timestamp, ...event };
      history.push(numbered);
      options.onHistoryEvent(execution, numbered);
    }
    if (history.length >= mostHistoryEvents - 1 && end === undefined) {
      const cause = `The execution reached the maximum number of history events (${mostHistoryEvents}).`;
      finish({ status: 'FAILED', error: 'States.Runtime', cause });
    }
  };
  const finish = (how: ExecutionEnd) => {
    if (end !== undefined) return;
    end = how;
    stopDate = clock.now();
    append({ type: 'Ended', timestamp: stopDate, end });
    halt();
    options.onStatusChange(execution);
    ended.resolve();
  };

  const announce = (stateName: string) => {
    const attempt = attempts.get(stateName)?.shift();
    if (!attempt) return;
    attempt.isAnnounced = true;
    attempt.waiting.forEach(append);
  };
  const follow = (event: EngineEvent) => {
    append(event);
    switch (event.type) {
      case 'StateEntered':
        if (Object.hasOwn(definition.states, event.state.name)) {
          lastEntered = { name: event.state.name, input: JSON.stringify(event.state.input) };
        }
        stateTransitions++;
        return announce(event.state.name);
      case 'StateRetried':
        stateTransitions++;
        return announce(event.state.name);
      case 'StateExited':
        if (Buffer.byteLength(JSON.stringify(event.state.output)) > largestDataBytes) {
          const { name, message } = dataLimitExceeded(event.state.name);
          finish({ status: 'FAILED', error: name, cause: message });
        }
    }
  };

  const attemptTask = (task: TaskDefinition, input: unknown, signal: AbortSignal): Promise<unknown> => {
    const token = pendingTokens.get(task.stateName);
    pendingTokens.delete(task.stateName);
    // The engine goes on with retries after an abort; what never settles ends that.
    if (signal.aborted) return new Promise(() => undefined);
    const attempt: Attempt = { waiting: [], isAnnounced: false };
    attempts.set(task.stateName, [...(attempts.get(task.stateName) ?? []), attempt]);
    const record = (progress: TaskProgress) => {
      if (signal.aborted) return;
      const event = { ...progress, timestamp: clock.now(), task };
      if (attempt.isAnnounced) append(event);
      else attempt.waiting.push(event);
    };
    const parameters = JSON.stringify(input);
    record({ type: 'TaskScheduled', parameters });
    record({ type: 'TaskStarted' });
    const { executionArn, services } = options;
    const { timeoutError } = engine;
    return (async () => {
      checkDataSize(parameters, task.stateName);
      const surroundings = { clock, services, tokens, executionArn, timeoutError, signal };
      return runTask(task, input, task.waitsForToken ? token : undefined, surroundings, record);
    })();
  };

  const run = (startAt: string, input: string) => {
    const aborted = new AbortController();
    const handlers = Object.fromEntries(
      [...definition.tasks].map(([name, task]) => [
        name,
        (taskInput: unknown) => attemptTask(task, taskInput, aborted.signal) as Promise<never>,
      ]),
    );
    const machine = new engine.StateMachine(
      { StartAt: startAt, States: definition.states as never },
      engineOptions,
    );
    const running = machine.run(JSON.parse(input), {
      overrides: { taskResourceLocalHandlers: handlers },
      context,
    });
    const { timeoutSeconds } = definition;
    const timer =
      timeoutSeconds === undefined
        ? undefined
        : clock.setTimeout(() => finish({ status: 'TIMED_OUT' }), timeoutSeconds * 1000);
    halt = () => {
      clock.clearTimeout(timer);
      aborted.abort();
      attempts.clear();
      running.abort();
    };
    void (async () => {
      for await (const event of running.eventLogs) {
        if (aborted.signal.aborted) break;
        follow(event);
      }
    })();
    running.result.then(
      (output) => settle(() => ({ status: 'SUCCEEDED', output: JSON.stringify(output) })),
      (failure) => settle(() => failureEnd(failure)),
    );
    /** The engine's last events are read a few turns of the queue after its result. */
    const settle = (how: () => ExecutionEnd) => setImmediate(() => !aborted.signal.aborted && finish(how()));
  };

  append({ type: 'Started', timestamp: startDate, input: options.input, roleArn: options.roleArn });
  options.onStatusChange(execution);
  run(definition.startAt, options.input);
  return execution;
}

const engineOptions = { validationOptions: { noValidate: true } };

/** The engine evaluates Parameters and calls the handler in one stretch, so a token waits at most for one. */
function stateContext(name: string, pendingTokens: Map<string, string>, tokens: TaskTokens) {
  return {
    Name: name,
    get Token() {
      const token = pendingTokens.get(name) ?? tokens.issue();
      pendingTokens.set(name, token);
      return token;
    },
  };
}

function failureEnd(failure: unknown): ExecutionEnd {
  const reason = failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
  if (!(reason instanceof Error)) return { status: 'FAILED', error: 'States.Runtime', cause: String(reason) };
  return {
    status: 'FAILED',
    ...(reason.name && { error: reason.name }),
    ...(reason.message && { cause: reason.message }),
  };
}
