import { putEvent } from '../../aws/event-bus.ts';
import { recordApproval, renewApprovalToken } from '../../aws/ledger/approvals.ts';
import { readRequest, whyNot } from '../../aws/ledger/requests.ts';
import { MOST_QUESTIONS } from '../../core/approval/approval.ts';
import { nextApproval } from '../../core/approval/next-approval.ts';
import { selfApprovals } from '../../core/approval/self-approvals.ts';
import { rejected } from '../../core/foliocast-error.ts';
import { factsDigest } from '../../core/principals/risk-facts.ts';
import {
  approvalRequestOf,
  PORTFOLIO_SHARE_APPROVAL_REQUESTED,
} from '../../events/portfolio-share-approval-requested.ts';
import { stepAside } from '../lease/step-aside.ts';
import { type Attempt, orderOfAttempt } from '../task/order-of-attempt.ts';
import { approvalPolicy, requesterPolicy, vendingPolicy } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';
import { taskHandler } from '../task/task-handler.ts';
import { tellDecision } from './tell-decision.ts';

interface Input {
  readonly requestKey: string;
  readonly requestId: string;
  readonly taskToken: string;
  /** Of the turn that the request leaves; 0 if it had none yet. Absent in executions of version 0.1.0. */
  readonly fence?: number;
  readonly attempt?: Attempt;
}

/**
 * Asks somebody to decide about the findings and the facts behind them. The execution sleeps on its task token until
 * then, and does not hold the lease. The token is recorded before the question is put, so even a quick answer finds it.
 */
export const handler = taskHandler(
  async ({ requestKey, taskToken, fence, attempt }: Input, { now, logger }) => {
    const record = await readRequest(requestKey);
    await stepAside(record, fence, now);
    // A request that version 0.1.0 weighed has no facts.
    const { facts } = record;
    const digest = factsDigest(facts ?? record.findings ?? []);
    const { timeoutSeconds } = approvalPolicy;
    const approval = nextApproval(
      requestKey,
      record.approval,
      { digest, ...(facts && { facts }) },
      { taskToken, tokenAt: orderOfAttempt(attempt, now) },
      timeoutSeconds,
      now,
    );
    if (approval.round > MOST_QUESTIONS) {
      throw rejected(
        'APPROVAL_REQUIRED',
        `the facts changed ${MOST_QUESTIONS} times since they were approved`,
      );
    }
    const isRecorded =
      (await recordApproval(requestKey, approval)) || (await renewApprovalToken(requestKey, approval));
    const standing = await readRequest(requestKey);
    if (!isRecorded) throw whyNot(requestKey, standing, 'a later attempt asks already');
    if (standing.approval?.decision) return tellDecision(standing.approval);
    const detail = approvalRequestOf(standing);
    const eventId = await putEvent({ detailType: PORTFOLIO_SHARE_APPROVAL_REQUESTED, detail });
    const { approvalId, round, expiresAt } = detail;
    // Packaging warns of it too, but does not know the number of this account.
    const policies = { requests: requesterPolicy, approvals: approvalPolicy, vending: vendingPolicy };
    for (const sentence of selfApprovals(policies, ownAccount())) logger.warn(sentence);
    logger.info('Waiting for an approval', { eventId, approvalId, round, expiresAt });
  },
);
