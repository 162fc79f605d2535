import type { OutcomeDetail, OutcomeDetailType } from '../../core/outcome/outcome.ts';
import type { PortfolioShareRefusedDetail } from '../../events/portfolio-share-refused.ts';
import { outcomeLines } from '../show/show-request.ts';

/** Foliocast's answer to the request, as the bus has it. */
export type StartAnswer =
  | { readonly detailType: OutcomeDetailType; readonly detail: OutcomeDetail }
  | { readonly detailType: 'PortfolioShareRefused'; readonly detail: PortfolioShareRefusedDetail };

/** The service made it: tests hold its events to their schemas. */
export function answerOf(event: { readonly 'detail-type': string; readonly detail: unknown }): StartAnswer {
  return { detailType: event['detail-type'], detail: event.detail } as StartAnswer;
}

export function answerLines(answer: StartAnswer): string[] {
  if (answer.detailType === 'PortfolioShareRefused') {
    const { code, cause, whatToDo } = answer.detail;
    return [`PortfolioShareRefused, ${code}: ${cause}`, `  To do: ${whatToDo}`];
  }
  const { requestId, effect } = answer.detail;
  return [`${requestId}: ${answer.detailType}, ${effect}`, ...outcomeLines(answer.detail)];
}
