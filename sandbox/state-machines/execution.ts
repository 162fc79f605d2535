import type { Chance } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { Definition } from './definition.ts';
import {
  type ExecutionEnd,
  endedEvent,
  type HistoryEvent,
  type NewHistoryEvent,
  redrivenEvent,
  startedEvent,
} from './history-events.ts';
import { runLevel } from './run-states.ts';
import type { TaskServices } from './run-task.ts';
import { StateFailure } from './state-failure.ts';
import type { TaskTokens } from './task-tokens.ts';
import { newProgress, type Run } from './thread.ts';

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
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly services: TaskServices;
  readonly tokens: TaskTokens;
  readonly onHistoryEvent: (execution: Execution, event: HistoryEvent) => void;
  readonly onStatusChange: (execution: Execution) => void;
}

/** Of one execution; the last one says that it failed. Source: Step Functions quotas. */
const mostHistoryEvents = 25_000;

export function startExecution(options: ExecutionOptions): Execution {
  const { definition, clock } = options;
  const startDate = clock.now();
  const history: HistoryEvent[] = [];
  let state = { end: undefined, stopDate: undefined } as { end?: ExecutionEnd; stopDate?: number };
  let redrives = { count: 0, date: undefined } as { count: number; date?: number };
  let stateTransitions = 0;
  const progress = newProgress(definition.level.startAt, JSON.parse(options.input));
  let ended = Promise.withResolvers<void>();
  let running = new AbortController();

  const append = (event: NewHistoryEvent, previousEventId: number) => {
    const id = history.length + 1;
    const numbered = { id, previousEventId, timestamp: clock.now(), ...event };
    history.push(numbered);
    options.onHistoryEvent(execution, numbered);
    return id;
  };
  const finish = (end: ExecutionEnd, previousEventId = history.length) => {
    if (state.end !== undefined) return;
    state = { end, stopDate: clock.now() };
    running.abort(new Error('The execution has ended.'));
    append(endedEvent(end), previousEventId);
    options.onStatusChange(execution);
    ended.resolve();
  };
  const runOf = ({ signal }: AbortController): Run => ({
    clock,
    services: options.services,
    tokens: options.tokens,
    executionArn: options.executionArn,
    stateMachineArn: options.stateMachineArn,
    machine: {
      roleArn: options.roleArn,
      stateMachineArn: options.stateMachineArn,
      executionName: options.name,
    },
    region: options.region,
    chance: options.chance,
    context: contextOf(options, startDate, redrives),
    record(event, previousEventId) {
      if (signal.aborted) return previousEventId;
      if (history.length < mostHistoryEvents - 1) return append(event, previousEventId);
      const cause = `The execution reached the maximum number of history events (${mostHistoryEvents}).`;
      finish({ status: 'FAILED', error: 'States.Runtime', cause });
      return previousEventId;
    },
    onTransition() {
      stateTransitions++;
    },
  });

  const run = (previousEventId: number) => {
    running = new AbortController();
    const { signal } = running;
    const { timeoutSeconds, level } = definition;
    if (timeoutSeconds !== undefined) {
      const timer = clock.setTimeout(() => finish({ status: 'TIMED_OUT' }), timeoutSeconds * 1000);
      signal.addEventListener('abort', () => clock.clearTimeout(timer), { once: true });
    }
    const thread = { signal, progress, mapContext: {}, previousEventId };
    // Whoever started it has its answer before the first state does anything.
    Promise.resolve()
      .then(() => runLevel(level, progress.name, progress.input, thread, runOf(running)))
      .then((output): ExecutionEnd => ({ status: 'SUCCEEDED', output: JSON.stringify(output) }), failedEnd)
      .then((end) => {
        if (!signal.aborted) finish(end, thread.previousEventId);
      });
  };

  const execution: Execution = {
    executionArn: options.executionArn,
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
    stop: (error, cause) =>
      finish({
        status: 'ABORTED',
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      }),
    redrive() {
      state = {};
      ended = Promise.withResolvers<void>();
      redrives = { count: redrives.count + 1, date: clock.now() };
      progress.isResumed = true;
      const id = append(redrivenEvent(redrives.count), history.length);
      options.onStatusChange(execution);
      run(id);
    },
  };
  append(startedEvent(options.input, options.roleArn), 0);
  options.onStatusChange(execution);
  // What comes first follows no event: recorded throughout.
  run(0);
  return execution;
}

function contextOf(
  options: ExecutionOptions,
  startDate: number,
  { count, date }: { count: number; date?: number },
): Readonly<Record<string, unknown>> {
  return {
    Execution: {
      Id: options.executionArn,
      Input: JSON.parse(options.input),
      StartTime: new Date(startDate).toISOString(),
      Name: options.name,
      RoleArn: options.roleArn,
      RedriveCount: count,
      ...(date !== undefined && { RedriveTime: new Date(date).toISOString() }),
    },
    StateMachine: { Id: options.stateMachineArn, Name: options.stateMachineName },
  };
}

/** What is no failure of a state is told too: an execution never stays behind because of an error of ours. */
function failedEnd(failure: unknown): ExecutionEnd {
  if (!(failure instanceof StateFailure))
    return { status: 'FAILED', error: 'States.Runtime', cause: String(failure) };
  const { error, reason } = failure;
  return { status: 'FAILED', ...(error && { error }), ...(reason && { cause: reason }) };
}
