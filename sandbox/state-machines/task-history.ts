import { detailsOf, failureDetails, type NewHistoryEvent } from './history-events.ts';
import type { StateFailure } from './state-failure.ts';
import type { TaskDefinition } from './task-definition.ts';

/** What an attempt at a Task goes through. */
export type TaskProgress =
  | {
      readonly type: 'TaskScheduled';
      readonly parameters: string;
      readonly timeoutSeconds: number | undefined;
      readonly heartbeatSeconds: number | undefined;
    }
  | { readonly type: 'TaskStarted' }
  | { readonly type: 'TaskSubmitted' | 'TaskSucceeded'; readonly output: string }
  | { readonly type: 'TaskFailed' | 'TaskTimedOut'; readonly failure: StateFailure };

/** The event that AWS puts into the history for it. Source of names: Step Functions API reference, HistoryEvent. */
export function taskEvent(task: TaskDefinition, progress: TaskProgress, region: string): NewHistoryEvent {
  return task.action.type === 'FUNCTION'
    ? functionEvent(task, progress)
    : integrationEvent(task, progress, region);
}

function functionEvent({ resource }: TaskDefinition, progress: TaskProgress): NewHistoryEvent {
  switch (progress.type) {
    case 'TaskScheduled':
      return detailsOf('LambdaFunctionScheduled', {
        resource,
        input: progress.parameters,
        inputDetails: { truncated: false },
        ...(progress.timeoutSeconds !== undefined && { timeoutInSeconds: progress.timeoutSeconds }),
      });
    case 'TaskStarted':
    case 'TaskSubmitted':
      return { type: 'LambdaFunctionStarted' };
    case 'TaskSucceeded':
      return detailsOf('LambdaFunctionSucceeded', {
        output: progress.output,
        outputDetails: { truncated: false },
      });
    case 'TaskFailed':
    case 'TaskTimedOut':
      return detailsOf(progress.type.replace('Task', 'LambdaFunction'), failureDetails(progress.failure));
    default:
      return progress satisfies never;
  }
}

function integrationEvent(
  { resourceType, resource }: TaskDefinition,
  progress: TaskProgress,
  region: string,
): NewHistoryEvent {
  const named = { resourceType, resource };
  switch (progress.type) {
    case 'TaskScheduled':
      return detailsOf(progress.type, {
        ...named,
        region,
        parameters: progress.parameters,
        ...(progress.timeoutSeconds !== undefined && { timeoutInSeconds: progress.timeoutSeconds }),
        ...(progress.heartbeatSeconds !== undefined && { heartbeatInSeconds: progress.heartbeatSeconds }),
      });
    case 'TaskStarted':
      return detailsOf(progress.type, named);
    case 'TaskSubmitted':
    case 'TaskSucceeded':
      return detailsOf(progress.type, {
        ...named,
        output: progress.output,
        outputDetails: { truncated: false },
      });
    case 'TaskFailed':
    case 'TaskTimedOut':
      return detailsOf(progress.type, { ...named, ...failureDetails(progress.failure) });
    default:
      return progress satisfies never;
  }
}
