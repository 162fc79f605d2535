import { taskHandler } from '../task/task-handler.ts';
import { readIncomingEvent } from './incoming-event.ts';

/**
 * Another account spoke as Foliocast, which the bus's policy denies: somebody has changed that policy. Nothing
 * is done with such an event but this line; its sender has to be found.
 */
export const handler = taskHandler(
  async (event: object, { now, logger }): Promise<void> => {
    const { eventId, requester, requestId } = readIncomingEvent(event, 'unknown', now);
    const { 'detail-type': detailType } = event as { readonly 'detail-type'?: unknown };
    logger.warn('Ignored a forged event', { eventId, requester, detailType, about: requestId });
  },
  () => ({}),
);
