import type { ChoiceTest } from './choice-rule.ts';
import type { Catcher, Retrier } from './error-rule.ts';
import type { Evaluate } from './expression.ts';
import type { WriteResult } from './result-path.ts';
import type { TaskDefinition } from './task-definition.ts';

/** The states of a machine, a branch or an item's processor. */
export interface Level {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

interface AnyState {
  readonly name: string;
  /** What InputPath makes of the state's input. */
  readonly readInput: Evaluate;
  /** What OutputPath makes of its result. */
  readonly readOutput: Evaluate;
  /** Nothing where it ends its level. */
  readonly next: string | undefined;
}

/** A state that may fail, and what becomes of it then. */
interface GuardedState extends AnyState {
  /** What Parameters make of the input; the input itself without. */
  readonly evaluateParameters: Evaluate;
  /** What ResultSelector makes of the result; the result itself without. */
  readonly selectResult: Evaluate;
  readonly writeResult: WriteResult;
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

export interface TaskState extends GuardedState {
  readonly type: 'Task';
  readonly task: TaskDefinition;
}

export interface ParallelState extends GuardedState {
  readonly type: 'Parallel';
  readonly branches: readonly Level[];
}

export interface MapState extends GuardedState {
  readonly type: 'Map';
  readonly readItems: Evaluate;
  /** What ItemSelector makes of an item; the item itself without. */
  readonly selectItem: Evaluate;
  readonly readMaxConcurrency: Evaluate;
  readonly processor: Level;
}

export interface PassState extends AnyState {
  readonly type: 'Pass';
  readonly evaluateResult: Evaluate;
  readonly writeResult: WriteResult;
}

export interface WaitState extends AnyState {
  readonly type: 'Wait';
  /** In nominal milliseconds, from `now`. */
  readonly readDelayMs: (scope: Parameters<Evaluate>[0], now: number) => number;
}

export interface ChoiceState extends AnyState {
  readonly type: 'Choice';
  readonly choices: readonly { readonly matches: ChoiceTest; readonly next: string }[];
}

export interface SucceedState extends AnyState {
  readonly type: 'Succeed';
}

export interface FailState extends AnyState {
  readonly type: 'Fail';
  readonly readError: Evaluate;
  readonly readCause: Evaluate;
}

export type GuardedStates = TaskState | ParallelState | MapState;
export type State = GuardedStates | PassState | WaitState | ChoiceState | SucceedState | FailState;
