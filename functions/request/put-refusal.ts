import { putEvent } from '../../aws/event-bus.ts';
import type { FailureCode } from '../../core/failure-codes.ts';
import { describeProblem, type Problem } from '../../core/problem.ts';
import { PORTFOLIO_SHARE_REFUSED } from '../../events/portfolio-share-refused.ts';
import { type AboutEvent, refusalOf } from './refuse.ts';

/** Tells whoever put the event that nothing comes of it; answers the id of the event that says so. */
export function putRefusal(
  about: AboutEvent,
  code: FailureCode,
  cause: string,
  problems: readonly Problem[] = [],
): Promise<string> {
  return putEvent({ detailType: PORTFOLIO_SHARE_REFUSED, detail: refusalOf(about, code, cause, problems) });
}

export function putMalformed(about: AboutEvent, what: string, problems: readonly Problem[]): Promise<string> {
  const cause = `${what} is malformed: ${problems.map(describeProblem).join('; ')}`;
  return putRefusal(about, 'REQUEST_INVALID', cause, problems);
}
