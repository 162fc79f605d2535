import type { Logger } from '@aws-lambda-powertools/logger';
import { putEvent } from '../../aws/event-bus.ts';
import { type Execution, startAgain } from '../../aws/executions.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import { errorEntry } from '../../core/error-catalogue.ts';
import { boundsProblem } from '../../core/input-bounds.ts';
import { missingPermission } from '../../core/outcome/missing-permission.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { type IncomingEvent, readIncomingEvent } from '../request/incoming-event.ts';
import { aboutEvent, refusalOf } from '../request/refuse.ts';
import { STOPPED } from '../request/stopped-execution.ts';
import type { Task } from '../task/task-handler.ts';
import { finishRequest } from './finish-request.ts';

/**
 * How often an event is started again if it failed before its request was claimed. An outage may last hours; a defect
 * stays.
 */
const MOST_STARTS = { transient: 500, rejected: 5, defect: 5 };

/**
 * Brings an ended execution's request to its outcome, or its event to a second start if it never had one.
 * @returns whether there is nothing left to do about it, for good
 */
export async function recoverRequest(execution: Execution, task: Task): Promise<boolean> {
  const { now, logger } = task;
  const { executionArn, status } = execution;
  if (status === 'RUNNING' || status === 'SUCCEEDED' || status === 'GONE') return false;
  const event = parse(execution.input);
  const { requester, requestId } = readIncomingEvent(event, executionArn, now);
  const record = requestId === undefined ? undefined : await findRequest(requestKeyOf(requester, requestId));
  if (record?.executionArn === executionArn) {
    if (record.emittedAt !== undefined) return true;
    await finishRequest(record.requestKey, howItEnded(execution), task);
    return false;
  }
  await startUnclaimed(execution, readIncomingEvent(event, executionArn, now), logger);
  return true;
}

function howItEnded({ status, error, cause = '' }: Execution): string {
  if (missingPermission(cause)) return `${status}: ${cause}`;
  return error ? `${status} (${error})` : status;
}

/**
 * AcceptRequest could not write, or the refusal of an event could not be put: the event is started again, so nothing is
 * lost. If somebody stopped the execution, the request is started only to be accepted and cancelled.
 */
async function startUnclaimed(
  { stateMachineArn, name, input, status, error = '', cause = '' }: Execution,
  incoming: IncomingEvent,
  logger: Logger,
): Promise<void> {
  const { requestId } = incoming;
  const [, original = name, before, starts = '0'] = /^(.*?)-(again|stopped)-(\d+)$/.exec(name) ?? [];
  const isStopped = status !== 'FAILED';
  // Once somebody stopped it, it stays stopped, even if starting it again has failed since.
  const why = isStopped || before === STOPPED ? STOPPED : 'again';
  const unfit = boundsProblem(incoming.detail, 'detail');
  const mayHold = error !== TOO_LARGE && unfit === undefined;
  if (!mayHold && !name.endsWith('-large')) {
    return startWithoutDetail({ stateMachineArn, name, input }, requestId, logger);
  }
  const next = Number(starts) + 1;
  // A permission that is missing comes back as a service does: whoever mends it needs hours.
  const isOutage = isStopped || missingPermission(cause) !== undefined;
  const most = isOutage ? MOST_STARTS.transient : MOST_STARTS[errorEntry(error).kind];
  if (next > most) {
    logger.error('Gave up starting an event', { requestId, name, error, starts });
    // The sender gets an answer even if the fault is ours.
    const cause = `its execution failed ${next} times, at last ${name} with ${error || status}`;
    const detail = refusalOf(aboutEvent(incoming), 'INTERNAL_ERROR', cause, []);
    await putEvent({ detailType: 'PortfolioShareRefused', detail });
    return;
  }
  const isStarted = await startAgain(stateMachineArn, `${original.slice(0, 66)}-${why}-${next}`, input);
  if (isStarted)
    logger.warn('Started an event whose execution ended before its request was claimed', {
      requestId,
      name,
      why,
    });
}

/** EventBridge starts the machine with 256 KiB, and its first state adds a little to that. */
const TOO_LARGE = 'States.DataLimitExceeded';

/** The event is started with its size in place of its detail, so that it is refused as everything malformed is. */
async function startWithoutDetail(
  { stateMachineArn, name, input }: Pick<Execution, 'stateMachineArn' | 'name' | 'input'>,
  requestId: string | undefined,
  logger: Logger,
): Promise<void> {
  const isStarted = await startAgain(stateMachineArn, `${name.slice(0, 70)}-large`, withoutDetail(input));
  if (isStarted) logger.warn('Started an event without its detail, which is too large', { requestId, name });
}

/** What the refusal carries back, unless it is what made the event so large. */
const MOST_KEPT_CHARACTERS = 4_000;

function withoutDetail(input: string): string {
  const { detail, ...event } = parse(input) as { readonly detail?: Readonly<Record<string, unknown>> };
  const kept = { requestId: detail?.requestId, ticket: detail?.ticket };
  const isSmall = !boundsProblem(kept, 'detail') && JSON.stringify(kept).length <= MOST_KEPT_CHARACTERS;
  return JSON.stringify({ ...event, detail: isSmall ? kept : {}, tooLargeBytes: Buffer.byteLength(input) });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // an input that is no JSON cannot be a request; the machine says so itself
  }
}
