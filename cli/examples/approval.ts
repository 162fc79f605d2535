import {
  PORTFOLIO_SHARE_APPROVAL_REQUESTED,
  type PortfolioShareApprovalRequestedDetail,
} from '../../events/portfolio-share-approval-requested.ts';
import { ask } from '../command/ask.ts';
import { say } from '../command/print.ts';
import type { Example } from './example.ts';

const REQUEST_ID = 'approval-example-1';

/** Somebody in a recipient account could come by a role of this name: severity HIGH. */
const RISKY = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };

/** A request that policy lets pass only if somebody has seen what it exposes; the reader is that somebody. */
export const approval: Example = {
  about:
    'A request exposes more than policy lets pass unseen: somebody has to say yes or no, and that is you.',
  prepare: async () => ({
    config: { approvals: { approvers: [{ account: 'SELF', sources: ['acme.security'] }] } },
  }),
  async play({ put, waitFor, answerTo }) {
    say(`Putting PortfolioShareRequested ${REQUEST_ID}\n`);
    await put({
      source: 'acme.account-vending',
      'detail-type': 'PortfolioShareRequested',
      detail: {
        version: '1',
        requestId: REQUEST_ID,
        portfolioId: 'port-a1b2c3d4e5f6g',
        organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
        sharePrincipals: true,
        principals: [RISKY],
      },
    });
    const asked = await waitFor(
      'The question',
      (event) => event['detail-type'] === PORTFOLIO_SHARE_APPROVAL_REQUESTED,
    );
    const detail = asked.detail as unknown as PortfolioShareApprovalRequestedDetail;
    showFindings(detail);
    const decision = (await ask('Approve?')) ? 'APPROVED' : 'REJECTED';
    say(`Putting PortfolioShareApprovalDecided: ${decision}\n`);
    await put({
      source: 'acme.security',
      'detail-type': 'PortfolioShareApprovalDecided',
      detail: {
        version: '1',
        approvalId: detail.approvalId,
        digest: detail.digest,
        decision,
        by: 'the reader',
        reason: 'decided in the example',
      },
    });
    const outcome = await answerTo(REQUEST_ID);
    say(`\n${outcome['detail-type']}`);
    say(JSON.stringify(outcome.detail, null, 2));
    return outcome['detail-type'] === 'PortfolioShareCompleted';
  },
};

function showFindings({
  approvalId,
  severity,
  findings,
  expiresAt,
}: PortfolioShareApprovalRequestedDetail): void {
  say(`\n${PORTFOLIO_SHARE_APPROVAL_REQUESTED} ${approvalId}, severity ${severity}, open until ${expiresAt}`);
  for (const finding of findings) {
    say(`\n  ${finding.severity.padEnd(8)} ${finding.id} ${finding.principalArn ?? ''}`);
    say(`           ${finding.why}`);
    say(`           To do: ${finding.whatToDo}`);
  }
}
