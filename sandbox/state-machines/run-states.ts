import { type Catcher, matchesError, pauseMs, type Retrier } from './error-rule.ts';
import type { Scope } from './expression.ts';
import { enteredEvent, exitedEvent } from './history-events.ts';
import { runBranches, runItems } from './run-branches.ts';
import { runTask } from './run-task.ts';
import type { GuardedStates, Level, State, TaskState } from './state.ts';
import { checkDataSize, RuntimeFailure, StateFailure } from './state-failure.ts';
import { taskEvent } from './task-history.ts';
import { type Run, recordIn, type Thread } from './thread.ts';

/**
 * Runs the states of a level from one on, until one ends it, and answers its output.
 * @throws {@link StateFailure} of a state that nothing caught, or why the thread's signal was aborted
 */
export async function runLevel(
  level: Level,
  startAt: string,
  input: unknown,
  thread: Thread,
  run: Run,
): Promise<unknown> {
  let name: string | undefined = startAt;
  let data = input;
  while (name !== undefined) {
    const state = level.states.get(name);
    if (!state) throw new Error(`There is no state ${name}.`);
    thread.signal.throwIfAborted();
    enter(state, data, thread, run);
    // Whoever follows the history may have stopped the execution by now.
    thread.signal.throwIfAborted();
    const step: Step = await runState(state, data, thread, run).catch((failure: unknown) => {
      throw told(failure, thread);
    });
    thread.signal.throwIfAborted();
    const output = JSON.stringify(step.output);
    if (state.type !== 'Fail') checkDataSize(output, state.name);
    recordIn(thread, run, exitedEvent(state, output));
    delete thread.state;
    data = step.output;
    name = step.next;
  }
  return data;
}

function enter(state: State, data: unknown, thread: Thread, run: Run): void {
  const { progress } = thread;
  if (progress.isResumed) progress.isResumed = false;
  else Object.assign(progress, { name: state.name, input: data, forks: new Map() });
  run.onTransition();
  recordIn(thread, run, enteredEvent(state, JSON.stringify(data)));
  const enteredTime = new Date(run.clock.now()).toISOString();
  thread.state = { state, enteredTime, enteredEventId: thread.previousEventId, threads: [] };
}

/** What a definition does with data that it is not made for is told with the state that did it. */
function told(failure: unknown, thread: Thread): unknown {
  if (!(failure instanceof RuntimeFailure)) return failure;
  const { state, enteredEventId } = thread.state ?? {};
  return new StateFailure(
    'States.Runtime',
    `An error occurred while executing the state '${state?.name}' (entered at the event id #${enteredEventId}). ${failure.message}`,
    { isCatchable: false },
  );
}

interface Step {
  readonly output: unknown;
  readonly next: string | undefined;
}

async function runState(state: State, data: unknown, thread: Thread, run: Run): Promise<Step> {
  switch (state.type) {
    case 'Task':
    case 'Map':
    case 'Parallel':
      return runGuarded(state, data, thread, run);
  }
  const context = contextOf(thread, run);
  const { chance } = run;
  const input = state.readInput({ input: data, context, chance });
  const exit = (result: unknown, next = state.next): Step => ({
    output: state.readOutput({ input: result, context }),
    next,
  });
  switch (state.type) {
    case 'Pass':
      return exit(state.writeResult(data, state.evaluateResult({ input, context, chance })));
    case 'Wait':
      await pause(state.readDelayMs({ input, context }, run.clock.now()), thread, run);
      return exit(input);
    case 'Choice': {
      const chosen = state.choices.find(({ matches }) => matches({ input, context }));
      const next = chosen?.next ?? state.next;
      if (next === undefined) throw new StateFailure('States.NoChoiceMatched', undefined);
      return exit(input, next);
    }
    case 'Succeed':
      return exit(input);
    case 'Fail':
      throw new StateFailure(
        textAt(state.readError({ input, context, chance })),
        textAt(state.readCause({ input, context, chance })),
      );
    default:
      return state satisfies never;
  }
}

function textAt(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new RuntimeFailure(`ErrorPath and CausePath must lead to a string, not ${JSON.stringify(value)}`);
}

/** Runs a state again as its Retry says, and goes on as its Catch says. */
async function runGuarded(state: GuardedStates, data: unknown, thread: Thread, run: Run): Promise<Step> {
  const retries = new Map<Retrier, number>();
  for (let retryCount = 0; ; retryCount++) {
    try {
      const scope: Scope = {
        input: data,
        context: contextOf(thread, run, { retryCount }),
        chance: run.chance,
      };
      const input = state.readInput(scope);
      const result = await perform(state, { ...scope, input }, thread, run, retryCount);
      thread.signal.throwIfAborted();
      const selected = state.selectResult({ ...scope, input: result });
      return {
        output: state.readOutput({ ...scope, input: state.writeResult(data, selected) }),
        next: state.next,
      };
    } catch (failure) {
      if (!(failure instanceof StateFailure) || thread.signal.aborted) throw failure;
      const retrier = state.retriers.find((candidate) => matchesError(candidate, failure));
      const retry = retrier ? (retries.get(retrier) ?? 0) + 1 : 0;
      if (retrier && retry <= retrier.maxAttempts) {
        retries.set(retrier, retry);
        await pause(pauseMs(retrier, retry, run.chance.random), thread, run);
        thread.progress.forks.clear();
        run.onTransition();
        continue;
      }
      const catcher = state.catchers.find((candidate) => matchesError(candidate, failure));
      if (!catcher) throw failure;
      return caught(catcher, failure, data);
    }
  }
}

function caught({ writeResult, next }: Catcher, { error, reason }: StateFailure, data: unknown): Step {
  return { output: writeResult(data, { Error: error ?? null, Cause: reason ?? null }), next };
}

async function perform(
  state: GuardedStates,
  scope: Scope,
  thread: Thread,
  run: Run,
  retryCount: number,
): Promise<unknown> {
  switch (state.type) {
    case 'Task':
      return attemptTask(state, scope, thread, run, retryCount);
    case 'Parallel': {
      const input = state.evaluateParameters(scope);
      return runBranches(state, thread, run, (branch, branchThread) =>
        runFork(branch, input, branchThread, run),
      );
    }
    case 'Map':
      return runItems(state, scope, thread, run, (input, itemThread) =>
        runFork(state.processor, input, itemThread, run),
      );
    default:
      return state satisfies never;
  }
}

/** A branch or an item, from its start or from where a redrive resumes it. */
function runFork(level: Level, input: unknown, thread: Thread, run: Run): Promise<unknown> {
  const { progress } = thread;
  return progress.isResumed
    ? runLevel(level, progress.name, progress.input, thread, run)
    : runLevel(level, level.startAt, input, thread, run);
}

async function attemptTask(
  { task, evaluateParameters }: TaskState,
  scope: Scope,
  thread: Thread,
  run: Run,
  retryCount: number,
): Promise<unknown> {
  const token = task.waitsForToken ? run.tokens.issue() : undefined;
  const context = contextOf(thread, run, { retryCount, token });
  const input = evaluateParameters({ ...scope, context });
  const timeoutSeconds = task.readTimeoutSeconds(scope) as number | undefined;
  const heartbeatSeconds = task.readHeartbeatSeconds(scope) as number | undefined;
  const parameters = JSON.stringify(input);
  const record = (progress: Parameters<typeof taskEvent>[1]) =>
    recordIn(thread, run, taskEvent(task, progress, run.region));
  record({ type: 'TaskScheduled', parameters, timeoutSeconds, heartbeatSeconds });
  record({ type: 'TaskStarted' });
  checkDataSize(parameters, task.stateName);
  const { signal } = thread;
  return runTask({ task, input, token, timeoutSeconds, heartbeatSeconds, signal, record }, run);
}

/** Source of its members, and that only states that may be retried count: localstack 8b9a79f, test_context_object.py. */
function contextOf(
  { state, mapContext }: Thread,
  run: Run,
  { retryCount, token }: { retryCount?: number; token?: string | undefined } = {},
): Readonly<Record<string, unknown>> {
  return {
    ...run.context,
    State: {
      Name: state?.state.name,
      EnteredTime: state?.enteredTime,
      ...(retryCount !== undefined && { RetryCount: retryCount }),
    },
    ...(token !== undefined && { Task: { Token: token } }),
    ...mapContext,
  };
}

async function pause(ms: number, { signal }: Thread, { clock }: Run): Promise<void> {
  signal.throwIfAborted();
  const over = Promise.withResolvers<void>();
  const timer = clock.setTimeout(() => over.resolve(), ms);
  const abort = () => over.reject(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    await over.promise;
  } finally {
    clock.clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
