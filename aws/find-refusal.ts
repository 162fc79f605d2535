import { readHistory } from './execution-history.ts';
import { latestExecutions } from './started-executions.ts';

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
  for await (const { executionArn, input } of latestExecutions(stateMachineArn)) {
    const event = eventIn(input);
    const isMeant =
      event?.detail?.requestId === requestId &&
      (sender.account ?? event.account) === event.account &&
      (sender.source ?? event.source) === event.source;
    if (isMeant) return readRefusal(executionArn);
  }
  return undefined;
}

/** The same for many requests: the latest executions are read once. */
export async function findRefusals(
  stateMachineArn: string,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, Refusal>> {
  const refusals = new Map<string, Refusal>();
  const open = new Set<unknown>(requestIds);
  for await (const { executionArn, input } of latestExecutions(stateMachineArn)) {
    const requestId = eventIn(input)?.detail?.requestId;
    if (typeof requestId !== 'string' || !open.delete(requestId)) continue;
    const refusal = await readRefusal(executionArn);
    if (refusal) refusals.set(requestId, refusal);
    if (open.size === 0) break;
  }
  return refusals;
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
