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

/** The answer to an event that is not admitted, to be emitted by the machine's last state. */
export function refuse(
  { eventId, requestId, requester, detail }: IncomingEvent,
  code: FailureCode,
  summary: string,
  problems: readonly Problem[],
): Refused {
  const sentences = problems.map(describeProblem).join('; ');
  const cause = sentences ? `${summary}: ${sentences}` : summary;
  const about = requestId === undefined ? {} : { requestId };
  const refusal = refusalOf({ eventId, ...about, requester, ...ticketOf(detail) }, code, cause, problems);
  return { admission: 'REFUSED', ...about, refusal };
}

/** Keyed by the refused event's id: whoever is told twice knows it by `refusalId`. */
export function refusalOf(
  about: Pick<PortfolioShareRefusedDetail, 'eventId' | 'requestId' | 'requester' | 'ticket'>,
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
function ticketOf(detail: unknown): Pick<PortfolioShareRefusedDetail, 'ticket'> {
  const ticket =
    detail !== null && typeof detail === 'object' && 'ticket' in detail ? detail.ticket : undefined;
  const read = readTicket(ticket);
  return read ? { ticket: read } : {};
}
