import type { NewHistoryEvent } from './history-events.ts';
import type { TaskSurroundings } from './run-task.ts';
import type { State } from './state.ts';

/** One execution, as its states see it. */
export interface Run extends TaskSurroundings {
  readonly region: string;
  /** The context object, but for what belongs to a state. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Appends to the history, unless the execution has ended; answers the event's id. */
  record(event: NewHistoryEvent, previousEventId: number): number;
  /** What AWS bills: a state is entered or retried. */
  onTransition(): void;
}

/** How far a level has come: the state that it entered last, and what that has done of its branches or items. */
export interface Progress {
  name: string;
  input: unknown;
  forks: Map<number, Progress | { readonly output: unknown }>;
  /** Until it enters the state again that did not succeed. */
  isResumed: boolean;
}

export function newProgress(name = '', input: unknown = undefined): Progress {
  return { name, input, forks: new Map(), isResumed: false };
}

/** What goes on in an execution one thing after another: it forks in a Map and in a Parallel. */
export interface Thread {
  readonly signal: AbortSignal;
  /** Where a redrive would resume. */
  readonly progress: Progress;
  /** `Map` of the context object, inside of one. */
  readonly mapContext: Readonly<Record<string, unknown>>;
  /** The id of its latest event. */
  previousEventId: number;
  /** The state that it is in; and of that state, the threads that run in it. */
  state?: {
    readonly state: State;
    readonly enteredTime: string;
    readonly enteredEventId: number;
    threads: readonly Thread[];
  };
}

export function recordIn(thread: Thread, run: Run, event: NewHistoryEvent): void {
  thread.previousEventId = run.record(event, thread.previousEventId);
}
