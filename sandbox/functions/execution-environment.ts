import type { FunctionError } from './invocation.ts';

export type Outcome = { readonly payload: string } | { readonly error: FunctionError };

/** What Lambda runs a bundle in: one invocation at a time, until it is killed. */
export interface ExecutionEnvironment {
  /** Of its process; `undefined` where it has none of its own. */
  readonly pid: number | undefined;
  /** Resolves once the bundle is imported; with the error when it cannot be. */
  readonly initialised: Promise<FunctionError | undefined>;
  readonly isAlive: boolean;
  invoke(requestId: string, payload: string): Promise<Outcome>;
  kill(): void;
}
