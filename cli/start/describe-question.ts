import {
  PORTFOLIO_SHARE_APPROVAL_REQUESTED,
  type PortfolioShareApprovalRequestedDetail,
} from '../../events/portfolio-share-approval-requested.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { program, quoted } from '../command/program.ts';

/** Not the request's sender: nobody approves his own request. */
const APPROVER = 'acme.security';

/**
 * What to tell a reader whose request waits for a yes or no: until when, and the command that gives it from
 * another terminal. None for any other event.
 */
export function describeQuestion(
  { 'detail-type': detailType, detail }: { readonly 'detail-type': string; readonly detail: unknown },
  {
    endpoint,
    clock,
  }: Pick<Sandbox, 'endpoint'> & { readonly clock: Pick<Sandbox['clock'], 'speed' | 'now'> },
): string | undefined {
  if (detailType !== PORTFOLIO_SHARE_APPROVAL_REQUESTED) return undefined;
  const { requestId, severity, expiresAt } = detail as PortfolioShareApprovalRequestedDetail;
  const minutes = (Date.parse(expiresAt) - clock.now()) / 60_000 / clock.speed;
  return [
    `The principals are a risk of severity ${severity}: the request waits for somebody's yes or no until`,
    `${expiresAt}, ${minutes.toFixed(0)} minutes of yours. To answer from another terminal:`,
    `  ${program()} approve ${quoted(requestId)} --source ${APPROVER} --endpoint-url ${endpoint}`,
  ].join('\n');
}
