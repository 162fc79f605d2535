import type { FailureCode } from '../../core/failure-codes.ts';
import { makeFailure } from '../../core/outcome/failure-of.ts';
import { describeProblem, type Problem } from '../../core/problem.ts';
import { readTicket } from '../../core/request/ticket.ts';
import type { PortfolioShareRefusedDetail } from '../../events/portfolio-share-refused.ts';
import type { IncomingEvent } from './incoming-event.ts';

interface Refused {
  readonly admission: 'REFUSED';
  readonly requestId?: string;
  readonly refusal: PortfolioShareRefusedDetail;
}

export type AboutEvent = Pick<PortfolioShareRefusedDetail, 'eventId' | 'requestId' | 'requester' | 'ticket'>;

/** The answer to an event that is not admitted, to be emitted by the machine's last state. */
export function refuse(
  event: IncomingEvent,
  code: FailureCode,
  summary: string,
  problems: readonly Problem[],
): Refused {
  const sentences = problems.map(describeProblem).join('; ');
  const cause = sentences ? `${summary}: ${sentences}` : summary;
  const { requestId } = event;
  const refusal = refusalOf(aboutEvent(event), code, cause, problems);
  return { admission: 'REFUSED', ...(requestId !== undefined && { requestId }), refusal };
}

/** Keyed by the refused event's id: whoever is told twice knows it by `refusalId`. */
export function refusalOf(
  about: AboutEvent,
  code: FailureCode,
  sentence: string,
  problems: readonly Problem[],
): PortfolioShareRefusedDetail {
  const { cause, whatToDo } = makeFailure(code, sentence);
  return {
    version: '1',
    refusalId: `ref-${about.eventId}`,
    ...about,
    code,
    cause: cause.toWellFormed(),
    whatToDo,
    problems,
    summary: `Refused (${code}): ${cause.toWellFormed()}. ${whatToDo}`,
  };
}

/** A ticket is carried back even from a malformed request, where it is readable at all. */
export function aboutEvent({ eventId, requestId, requester, detail }: IncomingEvent): AboutEvent {
  const ticket =
    detail !== null && typeof detail === 'object' && 'ticket' in detail
      ? readTicket(detail.ticket)
      : undefined;
  return { eventId, ...(requestId !== undefined && { requestId }), requester, ...(ticket && { ticket }) };
}
