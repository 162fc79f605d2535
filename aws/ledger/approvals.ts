import type { Approval, ApprovalDecision } from '../../core/approval/approval.ts';
import { keyOf, UNDER_WAY } from './requests.ts';
import { updateItem } from './table.ts';

/** Records a new round; answers false where this round, or a later one, is recorded. */
export function recordApproval(requestKey: string, approval: Approval): Promise<boolean> {
  return updateItem(keyOf(requestKey), {
    update: 'SET approval = :approval, phase = :waiting',
    condition: `${UNDER_WAY} AND (attribute_not_exists(approval) OR approval.#round < :round)`,
    names: { '#round': 'round' },
    values: { ':approval': approval, ':round': approval.round, ':waiting': 'AWAITING_APPROVAL' },
  });
}

/** The token of a repeated attempt takes the place of the one that nobody listens to any more. */
export function renewApprovalToken(
  requestKey: string,
  { approvalId, taskToken, tokenAt }: Approval,
): Promise<boolean> {
  return updateItem(keyOf(requestKey), {
    update: 'SET approval.taskToken = :token, approval.tokenAt = :at, phase = :waiting',
    condition: `${UNDER_WAY} AND approval.approvalId = :id AND approval.tokenAt <= :at`,
    values: { ':token': taskToken, ':at': tokenAt, ':id': approvalId, ':waiting': 'AWAITING_APPROVAL' },
  });
}

/** The first decision stands; answers whether it is this one. */
export function recordDecision(
  requestKey: string,
  { approvalId, digest }: Approval,
  decision: ApprovalDecision,
): Promise<boolean> {
  return updateItem(keyOf(requestKey), {
    update: 'SET approval.#decision = :decision',
    condition: `${UNDER_WAY} AND approval.approvalId = :id AND approval.#digest = :digest AND attribute_not_exists(approval.#decision)`,
    names: { '#decision': 'decision', '#digest': 'digest' },
    values: { ':decision': decision, ':id': approvalId, ':digest': digest },
  });
}
