import type { Execution } from '../../sandbox/state-machines/execution.ts';
import { enteredStates } from './start-service.ts';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
}

interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** Every way from one state to the next that a machine defines, as `From -> To`. */
export function definedTransitions({ States }: Machine): string[] {
  const transitions = Object.entries(States).flatMap(([from, { Next, Default, Choices = [], Catch = [] }]) =>
    [Next, Default, ...Choices.map(({ Next: to }) => to), ...Catch.map(({ Next: to }) => to)]
      .filter((to) => to !== undefined)
      .map((to) => `${from} -> ${to}`),
  );
  return [...new Set(transitions)].sort();
}

/** Every way that an execution took. */
export function takenTransitions(execution: Execution): string[] {
  const states = enteredStates(execution);
  return states.slice(1).map((to, index) => `${states[index]} -> ${to}`);
}
