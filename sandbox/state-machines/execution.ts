import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { Definition } from './definition.ts';
import type { Engine, EngineEvent } from './engine.ts';
import { createExecutionContext } from './execution-context.ts';
import type { ExecutionEnd, LogEntry } from './execution-log.ts';
import { type HistoryEvent, toHistoryEvents } from './history-events.ts';
import { runEngine } from './run-engine.ts';
import type { TaskServices } from './run-task.ts';
import { createTaskAttempts } from './task-attempts.ts';
import { dataLimitExceeded, largestDataBytes } from './task-error.ts';
import type { TaskTokens } from './task-tokens.ts';

type ExecutionStatus = 'RUNNING' | ExecutionEnd['status'];

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

export function startExecution(options: ExecutionOptions): Execution {
  const { definition, engine, clock, services, tokens, executionArn } = options;
  const startDate = clock.now();
  const { context, pendingTokens } = createExecutionContext(options, startDate);
  const history: HistoryEvent[] = [];
  let state = { end: undefined, stopDate: undefined } as { end?: ExecutionEnd; stopDate?: number };
  let redrives = { count: 0, date: undefined } as { count: number; date?: number };
  let stateTransitions = 0;
  let lastEntered = { name: definition.startAt, input: options.input };
  let ended = Promise.withResolvers<void>();
  let running = new AbortController();

  const append = (entry: LogEntry) => {
    for (const event of toHistoryEvents(entry, options.region)) {
      const id = history.length + 1;
      const numbered = { id, previousEventId: id - 1, timestamp: entry.timestamp, ...event };
      history.push(numbered);
      options.onHistoryEvent(execution, numbered);
    }
    if (history.length >= mostHistoryEvents - 1) {
      const cause = `The execution reached the maximum number of history events (${mostHistoryEvents}).`;
      finish({ status: 'FAILED', error: 'States.Runtime', cause });
    }
  };
  const finish = (end: ExecutionEnd) => {
    if (state.end !== undefined) return;
    const stopDate = clock.now();
    state = { end, stopDate };
    append({ type: 'Ended', timestamp: stopDate, end });
    running.abort();
    options.onStatusChange(execution);
    ended.resolve();
  };
  let attempts = createTaskAttempts(pendingTokens, append);

  const follow = (event: EngineEvent) => {
    append(event);
    switch (event.type) {
      case 'StateEntered':
      case 'StateRetried': {
        const { name, input } = event.state;
        const isTopLevel = Object.hasOwn(definition.states, name);
        if (isTopLevel) lastEntered = { name, input: JSON.stringify(input) };
        stateTransitions++;
        return attempts.announce(name);
      }
      case 'StateExited':
        if (Buffer.byteLength(JSON.stringify(event.state.output)) > largestDataBytes) {
          const { name, message } = dataLimitExceeded(event.state.name);
          finish({ status: 'FAILED', error: name, cause: message });
        }
    }
  };

  const run = (startAt: string, input: string) => {
    running = new AbortController();
    attempts = createTaskAttempts(pendingTokens, append);
    const { signal } = running;
    const { timeoutSeconds } = definition;
    if (timeoutSeconds !== undefined) {
      const timer = clock.setTimeout(() => finish({ status: 'TIMED_OUT' }), timeoutSeconds * 1000);
      signal.addEventListener('abort', () => clock.clearTimeout(timer), { once: true });
    }
    const { timeoutError } = engine;
    const surroundings = { clock, services, tokens, executionArn, timeoutError, signal };
    runEngine({
      engine,
      definition,
      startAt,
      input,
      context,
      signal,
      attempt: (task, taskInput) => attempts.attempt(task, taskInput, surroundings),
      onEvent: follow,
      onEnd: finish,
    });
  };

  const execution: Execution = {
    executionArn,
    stateMachineArn: options.stateMachineArn,
    name: options.name,
    startDate,
    input: options.input,
    history,
    get status() {
      return state.end?.status ?? 'RUNNING';
    },
    get end() {
      return state.end;
    },
    get stopDate() {
      return state.stopDate;
    },
    get redriveCount() {
      return redrives.count;
    },
    get redriveDate() {
      return redrives.date;
    },
    get stateTransitions() {
      return stateTransitions;
    },
    get ended() {
      return ended.promise;
    },
    stop: (error, cause) => finish({ status: 'ABORTED', error, cause }),
    redrive() {
      state = {};
      ended = Promise.withResolvers<void>();
      redrives = { count: redrives.count + 1, date: clock.now() };
      append({ type: 'Redriven', timestamp: clock.now(), redriveCount: redrives.count });
      options.onStatusChange(execution);
      run(lastEntered.name, lastEntered.input);
    },
  };
  append({ type: 'Started', timestamp: startDate, input: options.input, roleArn: options.roleArn });
  options.onStatusChange(execution);
  run(definition.startAt, options.input);
  return execution;
}
