import { PORTFOLIO_SHARE_APPROVAL_DECIDED } from '../../events/portfolio-share-approval-decided.ts';
import {
  PORTFOLIO_SHARE_APPROVAL_REQUESTED,
  type PortfolioShareApprovalRequestedDetail,
} from '../../events/portfolio-share-approval-requested.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

/** Somebody else than the request's sender, who may not approve it. */
const APPROVER = 'acme.security';

/**
 * What to tell a reader whose request waits for a yes or no: until when, and the command that gives it from
 * another terminal. None for any other event.
 */
export function describeQuestion(
  { 'detail-type': detailType, detail }: { readonly 'detail-type': string; readonly detail: unknown },
  {
    endpoint,
    stack,
    clock,
    buses,
  }: Pick<Sandbox, 'endpoint' | 'stack'> & {
    readonly clock: Pick<Sandbox['clock'], 'speed' | 'now'>;
    readonly buses: Pick<Sandbox['buses'], 'names'>;
  },
): string | undefined {
  if (detailType !== PORTFOLIO_SHARE_APPROVAL_REQUESTED) return undefined;
  const { approvalId, digest, severity, expiresAt } = detail as PortfolioShareApprovalRequestedDetail;
  const { accountId, region } = stack.place;
  const minutes = (Date.parse(expiresAt) - clock.now()) / 60_000 / clock.speed;
  const entry = {
    EventBusName: buses.names.find((name) => name.startsWith('foliocast-')),
    Source: APPROVER,
    DetailType: PORTFOLIO_SHARE_APPROVAL_DECIDED,
    Detail: JSON.stringify({ approvalId, digest, decision: 'APPROVED', by: 'you' }),
  };
  return [
    `The principals are a risk of severity ${severity}: the request waits for somebody's yes or no until`,
    `${expiresAt}, ${minutes.toFixed(0)} minutes of yours. To answer (or REJECTED) from another terminal:`,
    `AWS_ACCESS_KEY_ID=${accountId} AWS_SECRET_ACCESS_KEY=any aws --region ${region} --endpoint-url ${endpoint} events put-events --entries '${JSON.stringify([entry])}'`,
  ].join('\n');
}
