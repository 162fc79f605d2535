import { recordDecision } from '../../aws/ledger/approvals.ts';
import { findRequest } from '../../aws/ledger/requests.ts';
import { requestKeyOfApproval } from '../../core/approval/approval.ts';
import { judgeDecision } from '../../core/approval/judge-decision.ts';
import { parseApprovalDecision } from '../../events/portfolio-share-approval-decided.ts';
import { readIncomingEvent } from '../request/incoming-event.ts';
import { putMalformed, putRefusal } from '../request/put-refusal.ts';
import { approvalPolicy } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';
import { type Task, taskHandler } from '../task/task-handler.ts';
import { tellDecision } from './tell-decision.ts';

/**
 * Started by `PortfolioShareApprovalDecided`: records the first decision that counts, then tells the execution. Whoever
 * sent one that does not count is told why.
 */
export const handler = taskHandler(answerApproval, () => ({}));

async function answerApproval(event: object, { now, logger }: Task): Promise<void> {
  const { eventId, requester: decider, detail } = readIncomingEvent(event, 'unknown', now);
  const asked = { eventId, requester: decider };
  const parsed = parseApprovalDecision(detail);
  if (!parsed.ok) {
    logger.warn('Ignored a malformed decision', { eventId, decider, problems: parsed.problems });
    await putMalformed(asked, 'the decision', parsed.problems);
    return;
  }
  const { approvalId, digest, decision, by, reason } = parsed.decision;
  const requestKey = requestKeyOfApproval(approvalId) ?? '';
  const record = await findRequest(requestKey);
  const announced = { approvalId, digest, eventId, decider };
  const judged = judgeDecision(announced, record, approvalPolicy, ownAccount(), now);
  switch (judged.verdict) {
    case 'IGNORED':
      logger.warn('Ignored a decision', { eventId, decider, approvalId, decision, by, why: judged.why });
      await putRefusal(asked, judged.code, judged.why);
      return;
    case 'REPEATED':
      return tellDecision(judged.approval);
    case 'COUNTS':
      break;
    default:
      return judged satisfies never;
  }
  const decided = {
    decision,
    by,
    ...(reason !== undefined && { reason }),
    ...decider,
    eventId,
    decidedAt: now,
  };
  const first = await recordDecision(requestKey, judged.approval, decided);
  if (first?.eventId !== eventId) {
    const why = first ? `it was ${first.decision} before, by ${first.by}` : 'the request has ended meanwhile';
    logger.warn('Ignored a decision', { eventId, decider, approvalId, decision, by, why });
    await putRefusal(asked, 'DECISION_IGNORED', why);
    return;
  }
  logger.info('Decided an approval', { approvalId, decision, by, decider, requestKey });
  // Read again: the execution may wait under a newer token by now.
  const standing = await findRequest(requestKey);
  if (standing?.approval) await tellDecision(standing.approval);
}
