import type { PendingTokens } from './execution-context.ts';
import type { TaskEvent, TaskProgress } from './execution-log.ts';
import { runTask, type TaskSurroundings } from './run-task.ts';
import type { TaskDefinition } from './task-definition.ts';
import { checkDataSize } from './task-error.ts';

/** The attempts at the Tasks of one execution. */
export interface TaskAttempts {
  /** What the engine calls for a Task. */
  attempt(task: TaskDefinition, input: unknown, surroundings: TaskSurroundings): Promise<unknown>;
  /** The engine has said that it entered or retried a state: what its attempt did may be told now. */
  announce(stateName: string): void;
}

interface Attempt {
  readonly untold: TaskEvent[];
  isAnnounced: boolean;
}

/**
 * The engine calls a handler before its own "entered" has been read, so an attempt's events wait for that. Where
 * a state is attempted several times at once, in a Map, the order of the calls is that of the events.
 */
export function createTaskAttempts(
  pendingTokens: PendingTokens,
  tell: (event: TaskEvent) => void,
): TaskAttempts {
  const waiting = new Map<string, Attempt[]>();

  return {
    async attempt(task, input, surroundings) {
      const { clock, signal } = surroundings;
      const token = pendingTokens.take(task.stateName);
      // The engine goes on with retries after an abort; what never settles ends that.
      if (signal.aborted) return new Promise(() => undefined);
      const attempt: Attempt = { untold: [], isAnnounced: false };
      waiting.set(task.stateName, [...(waiting.get(task.stateName) ?? []), attempt]);
      const record = (progress: TaskProgress) => {
        if (signal.aborted) return;
        const event = { ...progress, timestamp: clock.now(), task };
        if (attempt.isAnnounced) tell(event);
        else attempt.untold.push(event);
      };
      const parameters = JSON.stringify(input);
      record({ type: 'TaskScheduled', parameters });
      record({ type: 'TaskStarted' });
      checkDataSize(parameters, task.stateName);
      return runTask(task, input, task.waitsForToken ? token : undefined, surroundings, record);
    },
    announce(stateName) {
      const attempt = waiting.get(stateName)?.shift();
      if (!attempt) return;
      attempt.isAnnounced = true;
      attempt.untold.forEach(tell);
    },
  };
}
