import type { EngineEvent } from './engine.ts';
import type { TaskDefinition } from './task-definition.ts';

/** What an attempt at a Task goes through, which the engine knows nothing of. */
export type TaskProgress =
  | { readonly type: 'TaskScheduled'; readonly parameters: string }
  | { readonly type: 'TaskStarted' }
  | { readonly type: 'TaskSubmitted'; readonly output: string }
  | { readonly type: 'TaskSucceeded'; readonly output: string }
  | { readonly type: 'TaskFailed'; readonly error: string; readonly cause: string }
  | { readonly type: 'TaskTimedOut'; readonly error: string; readonly cause: string };

export type TaskEvent = { readonly timestamp: number; readonly task: TaskDefinition } & TaskProgress;

export type ExecutionEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: string }
  | { readonly status: 'FAILED' | 'ABORTED' | 'TIMED_OUT'; readonly error?: string; readonly cause?: string };

/** What an execution as a whole goes through. */
export type ExecutionEvent = { readonly timestamp: number } & (
  | { readonly type: 'Started'; readonly input: string; readonly roleArn: string }
  | { readonly type: 'Redriven'; readonly redriveCount: number }
  | { readonly type: 'Ended'; readonly end: ExecutionEnd }
);

export type LogEntry = EngineEvent | TaskEvent | ExecutionEvent;
