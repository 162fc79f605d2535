import { readHistory } from './execution-history.ts';
import { findAmongLatest } from './started-executions.ts';

export interface Refusal {
  readonly code: string;
  readonly cause: string;
  readonly whatToDo: string;
}

/** Why the machine did not admit an event: the ledger holds only requests that were. */
export async function readRefusal(executionArn: string): Promise<Refusal | undefined> {
  const history = await readHistory(executionArn);
  const accepted = history?.find(({ stateExitedEventDetails: exited }) => exited?.name === 'AcceptRequest');
  const { refusal } = JSON.parse(accepted?.stateExitedEventDetails?.output ?? '{}');
  return refusal;
}

/** The same by the id of a request, where it is among the latest that came. */
export async function findRefusal(stateMachineArn: string, requestId: string): Promise<Refusal | undefined> {
  const found = await findAmongLatest(stateMachineArn, (input) => requestIdIn(input) === requestId);
  return found && readRefusal(found.executionArn);
}

/** Of an event as a rule hands it on. Step Functions cuts no input, but an event may hold anything. */
function requestIdIn(input: string): unknown {
  try {
    return JSON.parse(input)?.detail?.requestId;
  } catch {
    return undefined;
  }
}
