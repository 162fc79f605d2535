import { putEvent } from '../../aws/event-bus.ts';
import { beginEmission, readRequest, recordEmission } from '../../aws/ledger/requests.ts';
import { type CaughtError, failureOf } from '../../core/outcome/failure-of.ts';
import { isDefect } from '../../core/outcome/is-defect.ts';
import { PORTFOLIO_SHARE_PLANNED, plannedOf } from '../../events/portfolio-share-planned.ts';
import {
  PORTFOLIO_SHARE_REFUSED,
  type PortfolioShareRefusedDetail,
} from '../../events/portfolio-share-refused.ts';
import type { Trial } from '../request/admit-event.ts';
import { keptUntil } from '../task/settings.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { putOutcome } from './put-outcome.ts';

type Input =
  | {
      readonly admission: 'REFUSED';
      readonly requestId?: string;
      readonly refusal: PortfolioShareRefusedDetail;
    }
  | (Trial & { readonly planned?: object; readonly error?: CaughtError })
  | { readonly admission: 'NEW' | 'REPEATED'; readonly requestKey: string; readonly requestId: string };

/** Puts the stored outcome on the bus and marks it as emitted. A refusal is not in the ledger: the state carries it. */
export const handler = taskHandler(async (input: Input, task: Task): Promise<void> => {
  const { now, logger } = task;
  if (input.admission === 'REFUSED') {
    const eventId = await putEvent({ detailType: PORTFOLIO_SHARE_REFUSED, detail: input.refusal });
    logger.info('Emitted the refusal', { eventId, code: input.refusal.code });
    return;
  }
  if (input.admission === 'DRY_RUN') return tellTrial(input, task);
  const isRepeat = input.admission === 'REPEATED';
  const record = isRepeat
    ? await readRequest(input.requestKey)
    : await beginEmission(input.requestKey, task, 'MACHINE');
  // The sweeper or an earlier attempt has delivered it meanwhile: once is enough.
  if (!record) return;
  const { outcome } = record;
  if (!outcome) throw new Error(`The ledger holds no outcome for ${input.requestKey}`);
  const eventId = await putOutcome(record, outcome, task.attempt);
  await recordEmission(input.requestKey, now, keptUntil(now));
  logger.info('Emitted the outcome', { eventId, detailType: outcome.detailType, isRepeat });
});

/** A trial that could not be made is answered too, with the error that kept it from being made. */
async function tellTrial(
  { trial, planned, error = { Error: 'Unknown' } }: Extract<Input, { readonly admission: 'DRY_RUN' }>,
  { logger }: Task,
): Promise<void> {
  const failure = failureOf(error);
  const detail = planned ?? plannedOf({ ...trial, decision: 'ALLOW', failure });
  const eventId = await putEvent({ detailType: PORTFOLIO_SHARE_PLANNED, detail });
  if (planned) logger.info('Told what a request would do', { eventId });
  else
    logger.warn('A request could not be tried', {
      eventId,
      code: failure.code,
      isDefect: isDefect(failure.code),
    });
}
