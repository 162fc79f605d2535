import { executionContextKey, stateContextsKey } from './context-paths.ts';
import type { ExecutionOptions } from './execution.ts';
import type { TaskTokens } from './task-tokens.ts';

/** Tokens that Parameters were evaluated with, until the handler of the same attempt takes them. */
export interface PendingTokens {
  take(stateName: string): string | undefined;
}

/** The context object of one execution, in the shape to which paths were rewritten when its definition was read. */
export function createExecutionContext(
  options: ExecutionOptions,
  startDate: number,
): { readonly context: Readonly<Record<string, unknown>>; readonly pendingTokens: PendingTokens } {
  const pending = new Map<string, string>();
  const { definition, stateMachineArn, stateMachineName, tokens } = options;
  const context = {
    StateMachine: { Id: stateMachineArn, Name: stateMachineName },
    [executionContextKey]: {
      Id: options.executionArn,
      Input: JSON.parse(options.input),
      Name: options.name,
      RoleArn: options.roleArn,
      StartTime: new Date(startDate).toISOString(),
    },
    [stateContextsKey]: Object.fromEntries(
      definition.stateNames.map((name, key) => [`s${key}`, stateContext(name, pending, tokens)]),
    ),
  };
  const take = (stateName: string) => {
    const token = pending.get(stateName);
    pending.delete(stateName);
    return token;
  };
  return { context, pendingTokens: { take } };
}

/** The engine evaluates Parameters and calls the handler in one stretch, so a token waits for one attempt only. */
function stateContext(name: string, pending: Map<string, string>, tokens: TaskTokens) {
  return {
    Name: name,
    get Token() {
      const token = pending.get(name) ?? tokens.issue();
      pending.set(name, token);
      return token;
    },
  };
}
