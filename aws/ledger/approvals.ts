import type { Approval, ApprovalDecision } from '../../core/approval/approval.ts';
import type { Values } from './dynamodb.ts';
import { keyOf, UNDER_WAY } from './requests.ts';
import { IS_REPEATABLE, updateItem } from './table.ts';

/** Records a new round; answers false where this round, or a later one, is recorded. */
export function recordApproval(requestKey: string, approval: Approval): Promise<boolean> {
  return updateItem(keyOf(requestKey), {
    update: 'SET approval = :approval, phase = :waiting',
    condition: `${UNDER_WAY} AND (attribute_not_exists(approval) OR approval.#round < :round)`,
    names: { '#round': 'round' },
    values: { ':approval': approval, ':round': approval.round, ':waiting': 'AWAITING_APPROVAL' },
    isOurs: (standing) => standingApproval(standing)?.taskToken === approval.taskToken,
  });
}

/** Replaces the token by that of a repeated attempt: nobody listens to the old one any more. */
export function renewApprovalToken(
  requestKey: string,
  { approvalId, taskToken, tokenAt }: Approval,
): Promise<boolean> {
  return updateItem(keyOf(requestKey), {
    update: 'SET approval.taskToken = :token, approval.tokenAt = :at, phase = :waiting',
    condition: `${UNDER_WAY} AND approval.approvalId = :id AND approval.tokenAt <= :at`,
    values: { ':token': taskToken, ':at': tokenAt, ':id': approvalId, ':waiting': 'AWAITING_APPROVAL' },
    isOurs: IS_REPEATABLE,
  });
}

/** Records the first decision. @returns false where another stands, another round has begun, or the request has ended */
export function recordDecision(
  requestKey: string,
  { approvalId, digest }: Approval,
  decision: ApprovalDecision,
): Promise<boolean> {
  return updateItem(keyOf(requestKey), {
    // Due at once for the sweeper, should this function die before it tells the execution.
    update: 'SET approval.#decision = :decision, workAt = :soon',
    condition: `${UNDER_WAY} AND approval.approvalId = :id AND approval.#digest = :digest AND attribute_not_exists(approval.#decision)`,
    names: { '#decision': 'decision', '#digest': 'digest' },
    values: { ':decision': decision, ':id': approvalId, ':digest': digest, ':soon': '0' },
    isOurs: (standing) => standingApproval(standing)?.decision?.eventId === decision.eventId,
  });
}

function standingApproval({ approval }: Values): Approval | undefined {
  return approval as Approval | undefined;
}
