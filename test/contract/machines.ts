import { PLACES, stackIn } from './stack-in.ts';

/** A state as it is packaged: retry policies filled in, functions by their ARN. */
export interface AslState {
  readonly Type: string;
  readonly Comment?: string;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName?: string };
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly (AslHandler & {
    readonly MaxDelaySeconds?: number;
    readonly JitterStrategy?: string;
  })[];
  readonly Catch?: readonly (AslHandler & { readonly Next: string })[];
  readonly End?: boolean;
  readonly Iterator?: AslMachine;
  readonly ItemProcessor?: AslMachine;
  readonly Branches?: readonly AslMachine[];
}

export interface AslMachine {
  readonly Comment?: string;
  readonly States: Readonly<Record<string, AslState>>;
}

interface AslHandler {
  readonly ErrorEquals: readonly string[];
}

/** The packaged machines by their names without stage, e.g. `share-portfolio`. */
export function packagedMachines(packageDirectory?: string): Readonly<Record<string, AslMachine>> {
  const machines = stackIn(PLACES[0], packageDirectory).ofType('AWS::StepFunctions::StateMachine');
  return Object.fromEntries(
    machines.map(({ properties: { StateMachineName, DefinitionString } }) => [
      String(StateMachineName).replace('foliocast-dev-', ''),
      JSON.parse(String(DefinitionString)),
    ]),
  );
}

/** Every state of every machine, those inside a Map or Parallel too, as `[machine, name, state]`. */
export function everyState(): [machine: string, name: string, state: AslState][] {
  return Object.entries(packagedMachines()).flatMap(([machine, definition]) =>
    statesIn(definition).map(([name, state]): [string, string, AslState] => [machine, name, state]),
  );
}

export function statesIn({ States }: AslMachine): [name: string, state: AslState][] {
  return Object.entries(States).flatMap(([name, state]) => {
    const inner = [state.Iterator, state.ItemProcessor, ...(state.Branches ?? [])].filter(
      (one) => one !== undefined,
    );
    return [[name, state] as [string, AslState], ...inner.flatMap(statesIn)];
  });
}

/** The function that a Task calls, as serverless.yml names it. */
export function functionOf({ Resource = '', Parameters }: AslState): string | undefined {
  return /:function:foliocast-dev-(\w+)$/.exec(Parameters?.FunctionName ?? Resource)?.[1];
}
