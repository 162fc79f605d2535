import type { Logger } from '@aws-lambda-powertools/logger';
import { type Execution, startAgain } from '../../aws/executions.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import { requestKeyOf } from '../../core/request/request-key.ts';
import { readIncomingEvent } from '../task/incoming-event.ts';
import { finishRequest } from './finish-request.ts';

/** How often an event whose execution died before it was claimed is started again; then the alarm is all. */
const MOST_STARTS = 10;

/** Brings an ended execution's request to its outcome, or its event to a second start if it never had one. */
export async function recoverExecution(execution: Execution, now: string, logger: Logger): Promise<void> {
  if (execution.status === 'RUNNING' || execution.status === 'SUCCEEDED' || execution.status === 'GONE')
    return;
  const { requester, requestId } = readIncomingEvent(parse(execution.input), execution.executionArn, now);
  const record = requestId === undefined ? undefined : await findRequest(requestKeyOf(requester, requestId));
  if (record?.executionArn === execution.executionArn) {
    if (record.emittedAt === undefined) await finishRequest(record.requestKey, execution.status, now, logger);
    return;
  }
  if (execution.status === 'FAILED') await startUnclaimed(execution, logger);
}

/** Its state says FAILED and the ledger has no claim of it: Accept could not write. Nothing is lost. */
async function startUnclaimed({ stateMachineArn, name, input }: Execution, logger: Logger): Promise<void> {
  const [, original = name, starts = '0'] = /^(.*?)-again-(\d+)$/.exec(name) ?? [];
  const next = Number(starts) + 1;
  if (next > MOST_STARTS) return logger.error('Gave up starting an event', { name });
  const isStarted = await startAgain(stateMachineArn, `${original.slice(0, 70)}-again-${next}`, input);
  if (isStarted)
    logger.warn('Started an event again whose execution failed before its request was claimed', { name });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // an input that is no JSON cannot be a request; the machine says so itself
  }
}
