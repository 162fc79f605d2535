import { readRequest, recordOutcome } from '../aws/ledger/requests.ts';
import { decideOutcome } from '../core/outcome/decide-outcome.ts';
import type { CaughtError } from '../core/outcome/failure-of.ts';
import { taskHandler } from './task/task-handler.ts';

interface Input {
  readonly requestKey: string;
  readonly requestId: string;
  readonly error?: CaughtError;
}

/** Decides once: the first outcome written stands, whoever decides again after it. */
export const handler = taskHandler(async ({ requestKey, error }: Input, { now, logger }) => {
  const record = await readRequest(requestKey);
  const { detailType, detail } = await recordOutcome(requestKey, decideOutcome(record, error, now));
  const { outcomeId, effect, failure } = detail;
  logger.info('Decided', { detailType, outcomeId, effect, failure, error });
  return { detailType, isDefect: failure?.code === 'INTERNAL_ERROR' };
});
