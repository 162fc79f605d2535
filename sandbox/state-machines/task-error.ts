import type { FunctionError } from '../functions/invocation.ts';

/** Thrown to the engine: its name is matched by Retry and Catch, its message becomes the Cause. */
export class TaskError extends Error {
  override readonly name: string;
  /** Read by the engine: `States.DataLimitExceeded` and `States.Runtime` match nothing, not even `States.ALL`. */
  readonly isCatchable: boolean;
  readonly isRetryable: boolean;

  constructor(name: string, cause: string, { isCatchable = true } = {}) {
    super(cause);
    this.name = name;
    this.isCatchable = isCatchable;
    this.isRetryable = isCatchable;
  }
}

/** As Step Functions passes on what a function threw: the error's type, and the whole error as JSON. */
export function functionTaskError(error: FunctionError): TaskError {
  return new TaskError(error.errorType, JSON.stringify(error));
}

/** Of a state's input or output, and of a task's; source: Step Functions quotas. */
export const largestDataBytes = 262_144;

/** @throws {@link TaskError} `States.DataLimitExceeded`, which nothing catches. */
export function checkDataSize(json: string, stateName: string): void {
  if (Buffer.byteLength(json) <= largestDataBytes) return;
  throw dataLimitExceeded(stateName);
}

export function dataLimitExceeded(stateName: string): TaskError {
  return new TaskError(
    'States.DataLimitExceeded',
    `The state/task '${stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    { isCatchable: false },
  );
}
