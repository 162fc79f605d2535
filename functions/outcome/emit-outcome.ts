import { putEvent } from '../../aws/event-bus.ts';
import { beginEmission, readRequest, recordEmission } from '../../aws/ledger/requests.ts';
import {
  PORTFOLIO_SHARE_REFUSED,
  type PortfolioShareRefusedDetail,
} from '../../events/portfolio-share-refused.ts';
import { keptUntil } from '../task/settings.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { putOutcome } from './put-outcome.ts';

type Input =
  | {
      readonly admission: 'REFUSED';
      readonly requestId?: string;
      readonly refusal: PortfolioShareRefusedDetail;
    }
  | { readonly admission: 'NEW' | 'REPEATED'; readonly requestKey: string; readonly requestId: string };

/** Puts the stored outcome on the bus and marks it as emitted; a refusal has no place in the ledger. */
export const handler = taskHandler(async (input: Input, task: Task): Promise<void> => {
  const { now, logger } = task;
  if (input.admission === 'REFUSED') {
    const eventId = await putEvent({ detailType: PORTFOLIO_SHARE_REFUSED, detail: input.refusal });
    logger.info('Emitted the refusal', { eventId, code: input.refusal.code });
    return;
  }
  const isRepeat = input.admission === 'REPEATED';
  const record = isRepeat
    ? await readRequest(input.requestKey)
    : await beginEmission(input.requestKey, task, 'MACHINE');
  // Recovered by the sweeper meanwhile, or by an attempt that died after it: delivered once is enough.
  if (!record) return;
  const { outcome } = record;
  if (!outcome) throw new Error(`The ledger holds no outcome for ${input.requestKey}`);
  const eventId = await putOutcome(record, outcome, task.attempt);
  await recordEmission(input.requestKey, now, keptUntil(now));
  logger.info('Emitted the outcome', { eventId, detailType: outcome.detailType, isRepeat });
});
