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
  const announced = { approvalId, digest, eventId, decider };
  const judge = async () =>
    judgeDecision(announced, await findRequest(requestKey), approvalPolicy, ownAccount(), now);
  const judged = await judge();
  const decided = {
    decision,
    by,
    ...(reason !== undefined && { reason }),
    ...decider,
    eventId,
    decidedAt: now,
  };
  if (judged.verdict === 'COUNTS' && (await recordDecision(requestKey, judged.approval, decided))) {
    logger.info('Decided an approval', { approvalId, decision, by, decider, requestKey });
    // Read again: the execution may wait under a newer token by now.
    const record = await findRequest(requestKey);
    if (record?.approval) await tellDecision(record.approval);
    return;
  }
  // If the ledger refused it, what stands there now says why: it may even be this decision, of a round that has passed.
  const standing = judged.verdict === 'COUNTS' ? await judge() : judged;
  if (standing.verdict === 'REPEATED') return tellDecision(standing.approval);
  const { code, why } = standing.verdict === 'IGNORED' ? standing : ENDED;
  logger.warn('Ignored a decision', { eventId, decider, approvalId, decision, by, why });
  await putRefusal(asked, code, why);
}

/** Stopped, and its outcome is just being decided. */
const ENDED = { code: 'DECISION_IGNORED', why: 'the request has ended meanwhile' } as const;
