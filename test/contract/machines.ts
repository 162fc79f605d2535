import { readdirSync, readFileSync } from 'node:fs';

export interface AslState {
  readonly Type: string;
  readonly Comment?: string;
  readonly Resource?: unknown;
  readonly Parameters?: { readonly FunctionName?: { readonly 'Fn::GetAtt'?: readonly [string, string] } };
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly (AslHandler & {
    readonly MaxDelaySeconds?: number;
    readonly JitterStrategy?: string;
  })[];
  readonly Catch?: readonly (AslHandler & { readonly Next: string })[];
  readonly End?: boolean;
  readonly Iterator?: { readonly States: Record<string, AslState> };
  readonly ItemProcessor?: { readonly States: Record<string, AslState> };
  readonly Branches?: readonly { readonly States: Record<string, AslState> }[];
}

interface AslHandler {
  readonly ErrorEquals: readonly string[];
}

/** Every state of every machine, those inside a Map or Parallel too, as `[file, name, state]`. */
export function everyState(): [file: string, name: string, state: AslState][] {
  return readdirSync('statemachines').flatMap((file) => {
    const machine = JSON.parse(readFileSync(`statemachines/${file}`, 'utf8'));
    return statesIn(machine).map(([name, state]): [string, string, AslState] => [file, name, state]);
  });
}

function statesIn({ States }: { readonly States: Record<string, AslState> }): [string, AslState][] {
  return Object.entries(States).flatMap(([name, state]) => {
    const inner = [state.Iterator, state.ItemProcessor, ...(state.Branches ?? [])].filter(
      (one) => one !== undefined,
    );
    return [[name, state] as [string, AslState], ...inner.flatMap(statesIn)];
  });
}

/** The function that a Task calls, as serverless.yml names it. */
export function functionOf({ Resource, Parameters }: AslState): string | undefined {
  const direct = (Resource as { 'Fn::GetAtt'?: readonly [string, string] } | undefined)?.['Fn::GetAtt'];
  return (direct ?? Parameters?.FunctionName?.['Fn::GetAtt'])?.[0];
}
