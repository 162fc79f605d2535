import { putEvent } from '../../aws/event-bus.ts';
import { readRequest, recordEmission } from '../../aws/ledger/requests.ts';
import {
  PORTFOLIO_SHARE_REFUSED,
  type PortfolioShareRefusedDetail,
} from '../../events/portfolio-share-refused.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';

type Input =
  | {
      readonly admission: 'REFUSED';
      readonly requestId?: string;
      readonly refusal: PortfolioShareRefusedDetail;
    }
  | { readonly admission: 'NEW' | 'REPEATED'; readonly requestKey: string; readonly requestId: string };

/** Puts the stored outcome on the bus and marks it as emitted; a refusal has no place in the ledger. */
export const handler = taskHandler(async (input: Input, { now, logger }: Task): Promise<void> => {
  if (input.admission === 'REFUSED') {
    const eventId = await putEvent({ detailType: PORTFOLIO_SHARE_REFUSED, detail: input.refusal });
    logger.info('Emitted the refusal', { eventId, code: input.refusal.code });
    return;
  }
  const { outcome, emittedAt } = await readRequest(input.requestKey);
  if (!outcome) throw new Error(`The ledger holds no outcome for ${input.requestKey}`);
  // Recovered by the sweeper meanwhile, or by an attempt that died after it: delivered once is enough.
  if (input.admission === 'NEW' && emittedAt !== undefined) return;
  const repeat = input.admission === 'REPEATED';
  const detail = { ...outcome.detail, delivery: { repeat } };
  const eventId = await putEvent({ detailType: outcome.detailType, detail });
  await recordEmission(input.requestKey, now);
  logger.info('Emitted the outcome', { eventId, detailType: outcome.detailType, repeat });
});
