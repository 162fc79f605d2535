import type { State } from './state.ts';
import type { StateFailure } from './state-failure.ts';

/** One event of GetExecutionHistory; `timestamp` in nominal milliseconds since the epoch. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: string;
  /** E.g. `stateEnteredEventDetails`. */
  readonly [details: `${string}EventDetails`]: Readonly<Record<string, unknown>>;
}

export type NewHistoryEvent = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp'>;

export type ExecutionEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: string }
  | { readonly status: 'FAILED' | 'ABORTED' | 'TIMED_OUT'; readonly error?: string; readonly cause?: string };

/** The sandbox never shortens what the history shows. */
const whole = { truncated: false };

/** An event with its details under the name that its type gives them. */
export function detailsOf(
  type: string,
  details: Readonly<Record<string, unknown>>,
  detailsName = type,
): NewHistoryEvent {
  const name = `${detailsName.charAt(0).toLowerCase()}${detailsName.slice(1)}EventDetails` as const;
  const named: { readonly [name: `${string}EventDetails`]: typeof details } = { [name]: details };
  return { type, ...named };
}

export function startedEvent(input: string, roleArn: string): NewHistoryEvent {
  return detailsOf('ExecutionStarted', { input, inputDetails: whole, roleArn });
}

export function redrivenEvent(redriveCount: number): NewHistoryEvent {
  return detailsOf('ExecutionRedriven', { redriveCount });
}

const endTypes: Readonly<Record<ExecutionEnd['status'], string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  ABORTED: 'ExecutionAborted',
  TIMED_OUT: 'ExecutionTimedOut',
};

export function endedEvent(end: ExecutionEnd): NewHistoryEvent {
  const { error, cause } = end.status === 'SUCCEEDED' ? {} : end;
  return detailsOf(
    endTypes[end.status],
    end.status === 'SUCCEEDED' ? { output: end.output, outputDetails: whole } : given({ error, cause }),
  );
}

export function enteredEvent({ type, name }: State, input: string): NewHistoryEvent {
  return detailsOf(`${type}StateEntered`, { name, input, inputDetails: whole }, 'StateEntered');
}

export function exitedEvent({ type, name }: State, output: string): NewHistoryEvent {
  return detailsOf(`${type}StateExited`, { name, output, outputDetails: whole }, 'StateExited');
}

export function failureDetails({ error, reason }: StateFailure): Readonly<Record<string, string>> {
  return given({ error, cause: reason });
}

/** An empty text is not shown: recorded of time-outs and of a Fail without a name. */
function given(details: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
