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

/** The same by the id of a request, where it is among the latest that came. @param sender as far as one is meant */
export async function findRefusal(
  stateMachineArn: string,
  requestId: string,
  sender: { readonly account?: string | undefined; readonly source?: string | undefined } = {},
): Promise<Refusal | undefined> {
  const found = await findAmongLatest(stateMachineArn, (input) => {
    const event = eventIn(input);
    return (
      event?.detail?.requestId === requestId &&
      (sender.account ?? event.account) === event.account &&
      (sender.source ?? event.source) === event.source
    );
  });
  return found && readRefusal(found.executionArn);
}

interface SomeEvent {
  readonly account?: unknown;
  readonly source?: unknown;
  readonly detail?: { readonly requestId?: unknown } | null;
}

/** As a rule hands it on. Step Functions cuts no input, but an event may hold anything. */
function eventIn(input: string): SomeEvent | null | undefined {
  try {
    return JSON.parse(input);
  } catch {
    return undefined;
  }
}
