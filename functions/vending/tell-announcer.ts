import type { Logger } from '@aws-lambda-powertools/logger';
import type { FailureCode } from '../../core/failure-codes.ts';
import type { Problem } from '../../core/problem.ts';
import type { Requester, Ticket } from '../../core/request/share-request.ts';
import { putRefusal } from '../request/put-refusal.ts';

export interface Announcer {
  readonly eventId: string;
  readonly requester: Requester;
  /** The event's, ISO 8601. */
  readonly time: string;
  readonly ticket?: Ticket;
}

/** AWS and org-formation: nobody there listens for an answer. */
export function isDeaf({ requester: { source } }: Pick<Announcer, 'requester'>): boolean {
  return source.startsWith('aws.') || source === 'oc.org-formation';
}

/**
 * Tells the sender and the ticket, by an event, that an announcement leads to nothing. Nobody listens for an answer to
 * events of AWS and of org-formation: those go to the queue of undelivered events, which has an alarm.
 * @throws for those
 */
export async function tellAnnouncer(
  { eventId, requester, ticket }: Announcer,
  code: FailureCode,
  cause: string,
  logger: Logger,
  problems: readonly Problem[] = [],
): Promise<void> {
  if (isDeaf({ requester })) {
    logger.warn('Nobody would hear that an announcement leads to nothing', {
      eventId,
      requester,
      code,
      cause,
    });
    if (code === 'REQUESTER_NOT_ALLOWED') return; // each account has such events of its own
    throw new Error(`An announced account cannot be followed: ${cause}`);
  }
  const about = { eventId, requester, ...(ticket && { ticket }) };
  const refusedAs = await putRefusal(about, code, cause, problems);
  logger.warn('Refused an announcement', { eventId, requester, code, cause, refusedAs });
}
