import { recordAcknowledgement } from '../../aws/ledger/reconciliation.ts';
import { parseDriftAcknowledgement } from '../../events/portfolio-share-drift-acknowledged.ts';
import { readIncomingEvent } from '../request/incoming-event.ts';
import { putMalformed, putRefusal } from '../request/put-refusal.ts';
import { keptUntil } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';
import { taskHandler } from '../task/task-handler.ts';

/** Started by `PortfolioShareDriftAcknowledged`: from now on the drift is silent until it changes. */
export const handler = taskHandler(
  async (event: object, { now, logger }): Promise<void> => {
    const { eventId, requester, time, detail } = readIncomingEvent(event, 'unknown', now);
    const about = { eventId, requester };
    const parsed = parseDriftAcknowledgement(detail);
    if (requester.account !== ownAccount()) {
      logger.warn('Refused an acknowledgement of another account', { ...requester });
      const cause = `account ${requester.account} may not acknowledge drifts: only the account of the stack may`;
      await putRefusal(about, 'REQUESTER_NOT_ALLOWED', cause);
    } else if (parsed.ok) {
      const { driftId, by, until } = parsed.acknowledgement;
      const acknowledgement = {
        driftId,
        by,
        // The event's own time: an acknowledgement that is delivered late does not replace a later one.
        at: new Date(Math.min(Date.parse(time), Date.parse(now))).toISOString(),
        ...(until !== undefined && { until: new Date(until).toISOString() }),
      };
      await recordAcknowledgement(acknowledgement, keptUntil(now));
      logger.info('Acknowledged', { ...parsed.acknowledgement });
    } else {
      logger.warn('Refused an acknowledgement', { problems: parsed.problems });
      await putMalformed(about, 'the acknowledgement', parsed.problems);
    }
  },
  () => ({}),
);
