import { type Approval, approvalIdOf } from './approval.ts';

/**
 * The wait that a task of this token stands for. The same findings keep their id, their deadline and a decision
 * that was made meanwhile, so that a repeated attempt asks nothing new; other findings begin the next round.
 * @param now ISO 8601
 */
export function nextApproval(
  requestKey: string,
  standing: Approval | undefined,
  digest: string,
  taskToken: string,
  timeoutSeconds: number,
  now: string,
): Approval {
  if (standing?.digest === digest) return { ...standing, taskToken, tokenAt: now };
  const round = (standing?.round ?? 0) + 1;
  return {
    approvalId: approvalIdOf(requestKey, round),
    round,
    digest,
    requestedAt: now,
    expiresAt: new Date(Date.parse(now) + timeoutSeconds * 1000).toISOString(),
    taskToken,
    tokenAt: now,
    ...(standing && { waitedBeforeSeconds: secondsOf(standing, now) }),
  };
}

function secondsOf({ waitedBeforeSeconds = 0, requestedAt, decision }: Approval, now: string): number {
  const ms = Date.parse(decision?.decidedAt ?? now) - Date.parse(requestedAt);
  return waitedBeforeSeconds + Math.max(0, Math.round(ms / 1000));
}
