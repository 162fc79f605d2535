import { readHistory } from './execution-history.ts';
import { findExecution } from './started-executions.ts';

export interface Refusal {
  readonly code: string;
  readonly cause: string;
  readonly whatToDo: string;
}

/** Why the machine did not admit an event: the ledger holds only requests that were. */
export async function findRefusal(stateMachineArn: string, eventId: string): Promise<Refusal | undefined> {
  const found = await findExecution(stateMachineArn, eventId);
  const history = found && (await readHistory(found.executionArn));
  const accepted = history?.find(({ stateExitedEventDetails: exited }) => exited?.name === 'AcceptRequest');
  const { refusal } = JSON.parse(accepted?.stateExitedEventDetails?.output ?? '{}');
  return refusal;
}
