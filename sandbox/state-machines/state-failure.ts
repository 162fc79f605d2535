import type { FunctionError } from '../functions/invocation.ts';

/** A failure as Step Functions passes it on: what Retry and Catch match by its error, and what Catch hands over. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** Nothing matches `States.Runtime`, nor data over the limit that is no Task's result; not even `States.ALL`. */
  readonly isCatchable: boolean;

  constructor(error: string | undefined, reason: string | undefined, { isCatchable = true } = {}) {
    super(`${error}: ${reason}`);
    this.error = error;
    this.reason = reason;
    this.isCatchable = isCatchable;
  }
}

/** Thrown where a definition meets data that it is not made for; the state that evaluated it is told with it. */
export class RuntimeFailure extends Error {
  override readonly name = 'RuntimeFailure';
}

/** As Step Functions passes on what a function threw: the error's type, and the whole error as JSON. */
export function functionFailure(error: FunctionError): StateFailure {
  return new StateFailure(error.errorType, JSON.stringify(error));
}

export type TimeoutName = 'States.Timeout' | 'States.HeartbeatTimeout';

export function timeoutFailure(name: TimeoutName): StateFailure {
  return new StateFailure(name, '');
}

/** Of a state's input or output, and of a task's; source: Step Functions quotas. */
export const largestDataBytes = 262_144;

/**
 * @param source the state's name; of a Task's result, what the task called
 * @throws StateFailure `States.DataLimitExceeded`. Of a Task's result it is caught, by name and by `States.ALL`,
 * against what the guide says: localstack 8b9a79f, test_states_errors.py.
 */
export function checkDataSize(json: string, source: string, { isCatchable = false } = {}): void {
  if (Buffer.byteLength(json) <= largestDataBytes) return;
  throw new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${source}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    { isCatchable },
  );
}
