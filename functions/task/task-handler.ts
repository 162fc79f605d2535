import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { missingPermission } from '../../core/outcome/missing-permission.ts';

/** What a task is given besides its input. Time and logs come in here and nowhere else. */
export interface Task {
  readonly logger: Logger;
  /** ISO 8601. */
  readonly now: string;
  /** Tells this run of the function from every other, a repeated attempt of the same invocation included. */
  readonly attempt: string;
  /** The same for each attempt that Lambda makes of one event. */
  readonly invocationId: string;
  /** Aborted once the function has answered that it ran into its time-out. */
  readonly signal: AbortSignal;
}

/** The input of every state names its request. An incoming event names it in its detail. */
export interface LogKeys {
  readonly requestId?: string;
  readonly requestKey?: string;
}

/**
 * Makes a Lambda handler of a task. It parses, decides and catches nothing. It gives the task its clock, and a logger
 * whose every line has the request id. It turns a time-out, and the lack of a right, into an error with a name.
 * @returns the handler; its `task` is the task alone, for whoever has a clock and a signal of his own
 */
export function taskHandler<Input extends object, Output>(
  task: (input: Input, at: Task) => Promise<Output>,
  about: (input: Input) => LogKeys = (input) => input as LogKeys,
) {
  const logger = new Logger({ serviceName: 'foliocast' });
  const handler = middy<Input, Output>({
    timeoutEarlyInMillis: 500,
    timeoutEarlyResponse: () => {
      throw new FoliocastError('FunctionTimedOut', 'The function ran into its time-out and stopped itself');
    },
  })
    .before(({ event }) => {
      const { requestId, requestKey } = about(event);
      logger.resetKeys();
      logger.appendKeys({ requestId, requestKey });
    })
    .onError((request) => {
      const { error } = request;
      const failure = error instanceof Error ? error : new Error(String(error));
      logger.error('The task failed', failure);
      // By its sentence, which alone tells it from a refusal for a reason of the service's own.
      if (failure.name === 'AccessDeniedException' && missingPermission(failure.message))
        request.error = new FoliocastError('PermissionMissing', failure.message, { cause: failure });
    })
    .handler((event, { awsRequestId }, { signal }) => {
      const now = new Date().toISOString();
      const attempt = `${now} ${awsRequestId}`;
      return task(event, { logger, now, attempt, invocationId: awsRequestId, signal });
    });
  return Object.assign(handler, { task });
}
