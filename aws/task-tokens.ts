import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { FoliocastError } from '../core/foliocast-error.ts';
import { awsNameOf, reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

const client = new SFNClient({ maxAttempts: 3, requestHandler: REQUEST_HANDLER });

/** Errors for a token that nobody waits on any more. A token that was answered before gives the same. */
const NOBODY_LISTENS = ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'];

/** SendTaskSuccess; answers false where nobody waits on the token, from which nothing can be concluded. */
export function answerTask(taskToken: string, output: object): Promise<boolean> {
  const command = new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) });
  return toListener('SendTaskSuccess', () => client.send(command));
}

/** SendTaskFailure under the name and cause that a function of ours would fail with; false as above. */
export function failTask(taskToken: string, failure: FoliocastError): Promise<boolean> {
  const cause = JSON.stringify({ errorType: failure.name, errorMessage: failure.message });
  const command = new SendTaskFailureCommand({ taskToken, error: failure.name, cause });
  return toListener('SendTaskFailure', () => client.send(command));
}

/** Safe to repeat after an unclear answer: Step Functions takes the first answer to a token. */
async function toListener(name: string, call: () => Promise<unknown>): Promise<boolean> {
  try {
    await reading(name, call);
    return true;
  } catch (error) {
    if (NOBODY_LISTENS.includes(awsNameOf(error) ?? '')) return false;
    throw error;
  }
}
