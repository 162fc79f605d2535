import { recordOutcome, stopRequest } from '../../aws/ledger/requests.ts';
import type { FailureCode } from '../../core/failure-codes.ts';
import type { CaughtError } from '../../core/outcome/failure-of.ts';
import { outcomeOf } from '../../core/outcome/outcome-of.ts';
import { taskHandler } from '../task/task-handler.ts';
import { countFailure } from './count-failure.ts';
import { keepWanted } from './keep-wanted.ts';

interface Input {
  readonly requestKey: string;
  readonly requestId: string;
  readonly error?: CaughtError;
}

/** Nobody but us can mend them: the alarm is to ring. */
const DEFECTS: readonly FailureCode[] = ['INTERNAL_ERROR', 'PERMISSION_MISSING'];

/**
 * Decides once: the first outcome written stands, whoever decides again after it. The request is stopped
 * before it is read, so that no attempt that hung can begin a write that the outcome does not know of.
 */
export const handler = taskHandler(async ({ requestKey, error }: Input, { now, logger }) => {
  const record = await stopRequest(requestKey, now);
  const outcome = await recordOutcome(requestKey, outcomeOf(record, error, now));
  countFailure(outcome, now);
  await keepWanted(record, outcome, now);
  const { detailType, detail } = outcome;
  const { outcomeId, effect, failure } = detail;
  logger.info('Decided', { detailType, outcomeId, effect, failure, error });
  return { detailType, isDefect: failure !== undefined && DEFECTS.includes(failure.code) };
});
