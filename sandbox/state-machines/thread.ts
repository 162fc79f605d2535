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
  /** A state of the top level is entered, where a redrive would resume. */
  onEntered(state: State, input: unknown): void;
  /** What AWS bills: a state is entered or retried. */
  onTransition(): void;
}

/** What goes on in an execution one thing after another: it forks in a Map and in a Parallel. */
export interface Thread {
  readonly signal: AbortSignal;
  readonly isTopLevel: boolean;
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
