import { isObject } from '../template/read-template.ts';
import type { Scope } from './expression.ts';
import { detailsOf } from './history-events.ts';
import type { Level, MapState, ParallelState } from './state.ts';
import { RuntimeFailure } from './state-failure.ts';
import { newProgress, type Run, recordIn, type Thread } from './thread.ts';

/** Of a Map that states none; source: Step Functions developer guide, "Inline mode". */
const defaultConcurrency = 40;

interface Fork {
  readonly index: number;
  readonly thread: Thread;
}

/** A Map or Parallel whose failure stops all that runs in it: nothing more of it is called. */
class Forks {
  private readonly stop = new AbortController();
  private readonly running = new Set<Fork>();
  private readonly startedEventId: number;
  private readonly parent: Thread;
  private readonly run: Run;
  private readonly type: 'Map' | 'Parallel';

  constructor(type: 'Map' | 'Parallel', parent: Thread, run: Run) {
    this.type = type;
    this.parent = parent;
    this.run = run;
    this.startedEventId = parent.previousEventId;
  }

  /**
   * Runs one branch or item; the first that fails stops the others before it is told. What succeeded before a
   * redrive is not run again; source: Step Functions developer guide, "Redrive behavior of individual states".
   */
  async follow(index: number, mapContext: Thread['mapContext'], go: (thread: Thread) => Promise<unknown>) {
    const { forks } = this.parent.progress;
    const known = forks.get(index);
    if (known && 'output' in known) return known.output;
    const progress = known ?? newProgress();
    progress.isResumed = progress.name !== '';
    forks.set(index, progress);
    const signal = AbortSignal.any([this.parent.signal, this.stop.signal]);
    signal.throwIfAborted();
    const thread: Thread = {
      signal,
      progress,
      mapContext,
      previousEventId: this.startedEventId,
    };
    const fork = { index, thread };
    this.running.add(fork);
    if (this.parent.state) this.parent.state.threads = [...this.running].map((one) => one.thread);
    if (this.type === 'Map') this.tell('MapIterationStarted', fork, thread);
    try {
      const output = await go(thread);
      forks.set(index, { output });
      if (this.type === 'Map') this.tell('MapIterationSucceeded', fork, thread);
      this.parent.previousEventId = Math.max(this.parent.previousEventId, thread.previousEventId);
      return output;
    } catch (failure) {
      if (!signal.aborted) {
        this.fail(fork);
        this.stop.abort(new Error('Another of its branches has failed.', { cause: failure }));
      }
      throw failure;
    } finally {
      this.running.delete(fork);
    }
  }

  /** All events of a failure follow the one that it began with; source: localstack 8b9a79f, test_service_lambda_map_timeout. */
  private fail(failed: Fork): void {
    const { parent } = this;
    parent.previousEventId = failed.thread.previousEventId;
    const cause = parent.previousEventId;
    for (const fork of [failed, ...[...this.running].filter((one) => one !== failed)]) {
      const type = fork === failed ? 'MapIterationFailed' : 'MapIterationAborted';
      if (this.type === 'Map') this.run.record(this.iteration(type, fork), cause);
      this.abortState(fork.thread, cause);
    }
    recordIn(parent, this.run, { type: `${this.type}StateFailed` });
  }

  private abortState({ state }: Thread, cause: number): void {
    for (const inner of state?.threads ?? []) this.abortState(inner, cause);
    const type = state?.state.type;
    if (type === 'Task' || type === 'Wait' || type === 'Map' || type === 'Parallel')
      this.run.record({ type: `${type}StateAborted` }, cause);
  }

  private tell(type: string, fork: Fork, thread: Thread): void {
    recordIn(thread, this.run, this.iteration(type, fork));
  }

  private iteration(type: string, { index }: Fork) {
    return detailsOf(type, { name: this.parent.state?.state.name, index });
  }

  /** What comes after it follows the same event as the news that it succeeded; source: as above, test_items_path. */
  succeed(): void {
    this.run.record({ type: `${this.type}StateSucceeded` }, this.parent.previousEventId);
  }
}

export async function runBranches(
  { branches }: ParallelState,
  thread: Thread,
  run: Run,
  go: (branch: Level, thread: Thread) => Promise<unknown>,
): Promise<unknown> {
  recordIn(thread, run, { type: 'ParallelStateStarted' });
  const forks = new Forks('Parallel', thread, run);
  const outputs = await Promise.all(
    branches.map((branch, index) =>
      forks.follow(index, thread.mapContext, (branchThread) => go(branch, branchThread)),
    ),
  );
  forks.succeed();
  return outputs;
}

export async function runItems(
  state: MapState,
  scope: Scope,
  thread: Thread,
  run: Run,
  go: (input: unknown, thread: Thread) => Promise<unknown>,
): Promise<unknown> {
  const items = state.readItems(scope);
  if (isObject(items))
    throw new RuntimeFailure(
      'The sandbox does not support a Map over an object, whose pairs AWS iterates over.',
    );
  if (!Array.isArray(items))
    throw new RuntimeFailure(`The ItemsPath of a Map must lead to an array, not ${JSON.stringify(items)}`);
  const concurrency = state.readMaxConcurrency(scope);
  if (!Number.isInteger(concurrency) || Number(concurrency) < 0)
    throw new RuntimeFailure(
      `MaxConcurrency must be a whole number from 0, not ${JSON.stringify(concurrency)}`,
    );
  recordIn(thread, run, detailsOf('MapStateStarted', { length: items.length }));
  const forks = new Forks('Map', thread, run);
  const outputs: unknown[] = Array.from({ length: items.length });
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const index = next++;
      const mapContext = { Map: { Item: { Index: index, Value: items[index] } } };
      outputs[index] = await forks.follow(index, mapContext, async (itemThread) => {
        // All that may start at once have started before the first goes on: recorded, as above.
        await undefined;
        return go(state.selectItem({ ...scope, context: { ...scope.context, ...mapContext } }), itemThread);
      });
    }
  };
  const workers = Math.min(items.length, Number(concurrency) || defaultConcurrency);
  await Promise.all(Array.from({ length: workers }, work));
  forks.succeed();
  return outputs;
}
