import type { EngineEvent } from './engine.ts';
import type { ExecutionEnd, ExecutionEvent, LogEntry, TaskEvent } from './execution-log.ts';

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

/**
 * The events that AWS would put into the history for one entry of the log, none for what it keeps to itself.
 * Source of names and members: Step Functions API reference, HistoryEvent.
 */
export function toHistoryEvents(entry: LogEntry, region: string): readonly NewHistoryEvent[] {
  if ('task' in entry) return [ofTask(entry, region)];
  switch (entry.type) {
    case 'Started':
    case 'Redriven':
    case 'Ended':
      return [ofExecution(entry)];
    default:
      return ofEngine(entry);
  }
}

function ofExecution(entry: ExecutionEvent): NewHistoryEvent {
  switch (entry.type) {
    case 'Started': {
      const { input, roleArn } = entry;
      return {
        type: 'ExecutionStarted',
        executionStartedEventDetails: { input, ...whole('input'), roleArn },
      };
    }
    case 'Redriven':
      return {
        type: 'ExecutionRedriven',
        executionRedrivenEventDetails: { redriveCount: entry.redriveCount },
      };
    case 'Ended':
      return ofEnd(entry.end);
    default:
      return entry satisfies never;
  }
}

function ofEnd(end: ExecutionEnd): NewHistoryEvent {
  switch (end.status) {
    case 'SUCCEEDED':
      return {
        type: 'ExecutionSucceeded',
        executionSucceededEventDetails: { output: end.output, ...whole('output') },
      };
    case 'FAILED':
      return { type: 'ExecutionFailed', executionFailedEventDetails: errorOf(end) };
    case 'ABORTED':
      return { type: 'ExecutionAborted', executionAbortedEventDetails: errorOf(end) };
    case 'TIMED_OUT':
      return { type: 'ExecutionTimedOut', executionTimedOutEventDetails: errorOf(end) };
    default:
      return end satisfies never;
  }
}

function ofTask(entry: TaskEvent, region: string): NewHistoryEvent {
  return entry.task.action.type === 'FUNCTION' ? ofFunctionTask(entry) : ofIntegrationTask(entry, region);
}

function ofFunctionTask(entry: TaskEvent): NewHistoryEvent {
  const { timeoutSeconds, resource } = entry.task;
  switch (entry.type) {
    case 'TaskScheduled':
      return {
        type: 'LambdaFunctionScheduled',
        lambdaFunctionScheduledEventDetails: {
          resource,
          input: entry.parameters,
          ...whole('input'),
          timeoutInSeconds: timeoutSeconds,
        },
      };
    case 'TaskStarted':
    case 'TaskSubmitted':
      return { type: 'LambdaFunctionStarted' };
    case 'TaskSucceeded':
      return {
        type: 'LambdaFunctionSucceeded',
        lambdaFunctionSucceededEventDetails: { output: entry.output, ...whole('output') },
      };
    case 'TaskFailed':
      return { type: 'LambdaFunctionFailed', lambdaFunctionFailedEventDetails: errorOf(entry) };
    case 'TaskTimedOut':
      return { type: 'LambdaFunctionTimedOut', lambdaFunctionTimedOutEventDetails: errorOf(entry) };
    default:
      return entry satisfies never;
  }
}

function ofIntegrationTask(entry: TaskEvent, region: string): NewHistoryEvent {
  const { resourceType, resource, timeoutSeconds, heartbeatSeconds } = entry.task;
  const named = { resourceType, resource };
  switch (entry.type) {
    case 'TaskScheduled':
      return {
        type: 'TaskScheduled',
        taskScheduledEventDetails: {
          ...named,
          region,
          parameters: entry.parameters,
          timeoutInSeconds: timeoutSeconds,
          ...(heartbeatSeconds && { heartbeatInSeconds: heartbeatSeconds }),
        },
      };
    case 'TaskStarted':
      return { type: 'TaskStarted', taskStartedEventDetails: named };
    case 'TaskSubmitted':
      return {
        type: 'TaskSubmitted',
        taskSubmittedEventDetails: { ...named, output: entry.output, ...whole('output') },
      };
    case 'TaskSucceeded':
      return {
        type: 'TaskSucceeded',
        taskSucceededEventDetails: { ...named, output: entry.output, ...whole('output') },
      };
    case 'TaskFailed':
      return { type: 'TaskFailed', taskFailedEventDetails: { ...named, ...errorOf(entry) } };
    case 'TaskTimedOut':
      return { type: 'TaskTimedOut', taskTimedOutEventDetails: { ...named, ...errorOf(entry) } };
    default:
      return entry satisfies never;
  }
}

function ofEngine(entry: EngineEvent): readonly NewHistoryEvent[] {
  switch (entry.type) {
    case 'StateEntered': {
      const { name, type, input } = entry.state;
      const entered = {
        type: `${type}StateEntered`,
        stateEnteredEventDetails: { name, input: JSON.stringify(input), ...whole('input') },
      };
      return isContainer(type) ? [entered, { type: `${type}StateStarted` }] : [entered];
    }
    case 'StateExited': {
      const { name, type, output } = entry.state;
      const exited = {
        type: `${type}StateExited`,
        stateExitedEventDetails: { name, output: JSON.stringify(output), ...whole('output') },
      };
      return isContainer(type) ? [{ type: `${type}StateSucceeded` }, exited] : [exited];
    }
    case 'StateFailed':
      return isContainer(entry.state.type) ? [{ type: `${entry.state.type}StateFailed` }] : [];
    case 'MapIterationStarted':
      return [{ type: entry.type, mapIterationStartedEventDetails: iterationOf(entry) }];
    case 'MapIterationSucceeded':
      return [{ type: entry.type, mapIterationSucceededEventDetails: iterationOf(entry) }];
    case 'MapIterationFailed':
      return [{ type: entry.type, mapIterationFailedEventDetails: iterationOf(entry) }];
    default:
      return [];
  }
}

function isContainer(stateType: string): boolean {
  return stateType === 'Map' || stateType === 'Parallel';
}

function iterationOf({ parentState, index }: { parentState: { name: string }; index: number }) {
  return { name: parentState.name, index };
}

function errorOf({ error, cause }: { error?: string; cause?: string }): Record<string, string> {
  return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}

/** The sandbox never shortens what the history shows. */
function whole(of: 'input' | 'output'): Record<string, { truncated: boolean }> {
  return { [`${of}Details`]: { truncated: false } };
}
