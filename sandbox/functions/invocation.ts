/** What a function answers with an error, in Lambda's words and order of members. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type InvocationResult =
  | { readonly status: 'SUCCEEDED'; readonly requestId: string; readonly payload: string }
  | {
      readonly status: 'FAILED';
      readonly requestId: string;
      readonly error: FunctionError;
      /** Never begun, since the account's invocations were at their limit. */
      readonly isThrottled?: boolean;
    };

/** One line that a function wrote to its standard output or error. */
export interface LogLine {
  readonly functionName: string;
  /** Of the invocation under way, or the last one; `undefined` while the function initialises. */
  readonly requestId: string | undefined;
  readonly stream: 'stdout' | 'stderr';
  readonly line: string;
}

/** Of a synchronous invocation; source: Lambda quotas, "Invocation payload". */
export const largestResponseBytes = 6_291_556;

export function timedOut(requestId: string, timeoutSeconds: number): FunctionError {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  };
}

/** Words of the signals as Lambda's own runtime spells them. */
const signalWords: Readonly<Record<string, string>> = {
  SIGKILL: 'killed',
  SIGABRT: 'aborted',
  SIGTERM: 'terminated',
  SIGSEGV: 'segmentation fault',
  SIGINT: 'interrupt',
};

export function exited(requestId: string, code: number | null, signal: string | null): FunctionError {
  const reason = signal ? `signal: ${signalWords[signal] ?? signal}` : `exit status ${code}`;
  return {
    errorType: 'Runtime.ExitError',
    errorMessage:
      code === 0
        ? `RequestId: ${requestId} Error: Runtime exited without providing a reason`
        : `RequestId: ${requestId} Error: Runtime exited with error: ${reason}`,
  };
}
