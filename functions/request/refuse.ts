import type { FailureCode } from '../../core/failure-codes.ts';
import { makeFailure } from '../../core/outcome/failure-of.ts';
import { describeProblem, type Problem, showValue } from '../../core/problem.ts';
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
  const { cause, whatToDo } = makeFailure(code, sentences ? `${summary}: ${sentences}` : summary);
  const about = requestId === undefined ? {} : { requestId };
  const refusal = {
    version: '1',
    eventId,
    ...about,
    requester,
    ...ticketOf(detail),
    code,
    cause,
    whatToDo,
    problems,
  } as const;
  return { admission: 'REFUSED', ...about, refusal };
}

/** A ticket is carried back even from a malformed request, where it is readable at all. */
function ticketOf(detail: unknown): Pick<PortfolioShareRefusedDetail, 'ticket'> {
  const ticket =
    detail !== null && typeof detail === 'object' && 'ticket' in detail ? detail.ticket : undefined;
  if (ticket === null || typeof ticket !== 'object') return {};
  const fields = ['system', 'id', 'url'].map((name) => [name, (ticket as Record<string, unknown>)[name]]);
  const readable = fields.filter(([, value]) => typeof value === 'string');
  return { ticket: Object.fromEntries(readable.map(([name, value]) => [name, showValue(value)])) };
}
