import type { Execution } from '../../sandbox/state-machines/execution.ts';

interface State {
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
}

/** Every way from one state to the next that a machine's top level defines, as `From -> To`. */
export function definedTransitions(States: Readonly<Record<string, State>>): string[] {
  const transitions = Object.entries(States).flatMap(([from, { Next, Default, Choices = [], Catch = [] }]) =>
    [Next, Default, ...Choices.map(({ Next: to }) => to), ...Catch.map(({ Next: to }) => to)]
      .filter((to) => to !== undefined)
      .map((to) => `${from} -> ${to}`),
  );
  return [...new Set(transitions)].sort();
}

/** Every way that an execution took, in order. */
export function takenTransitions(execution: Execution): string[] {
  const states = enteredStates(execution);
  return states.slice(1).map((to, index) => `${states[index]} -> ${to}`);
}

/** Names of the states that an execution entered, in order. */
export function enteredStates({ history }: Execution): string[] {
  return history.flatMap((event) => {
    const { stateEnteredEventDetails } = event as { stateEnteredEventDetails?: { name: string } };
    return stateEnteredEventDetails ? [stateEnteredEventDetails.name] : [];
  });
}
