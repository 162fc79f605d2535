import { recordOutcome, stopRequest } from '../../aws/ledger/requests.ts';
import type { CaughtError } from '../../core/outcome/failure-of.ts';
import { isDefect } from '../../core/outcome/is-defect.ts';
import { deniedCall } from '../../core/outcome/is-failure-of-ours.ts';
import { outcomeOf } from '../../core/outcome/outcome-of.ts';
import { taskHandler } from '../task/task-handler.ts';
import { countFailure } from './count-failure.ts';
import { keepWanted } from './keep-wanted.ts';

interface Input {
  readonly requestKey: string;
  readonly requestId: string;
  readonly error?: CaughtError;
}

/**
 * Decides once: the first outcome that is written stands. The request is stopped before it is read: so no attempt that
 * hung can begin a write that the outcome does not know of.
 */
export const handler = taskHandler(async ({ requestKey, error }: Input, { now, logger }) => {
  const record = await stopRequest(requestKey, now);
  const outcome = await recordOutcome(requestKey, outcomeOf(record, error, now));
  countFailure([outcome, record, error], now);
  await keepWanted(record, outcome, now);
  const { detailType, detail } = outcome;
  const { outcomeId, effect, failure } = detail;
  const denied = deniedCall(record, error);
  logger.info('Decided', { detailType, outcomeId, effect, failure, denied, error });
  return { detailType, isDefect: denied !== undefined || isDefect(failure?.code) };
});
