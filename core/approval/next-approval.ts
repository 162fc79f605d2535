import { changesOfFacts } from '../principals/risk-facts.ts';
import { type Approval, approvalIdOf } from './approval.ts';

/**
 * The approval that a task with this token waits for. If the facts are the same, its id, its deadline and a decision
 * stay: so a repeated attempt asks nothing new. Other facts begin the next round, which says what has changed.
 * @param now ISO 8601
 */
export function nextApproval(
  requestKey: string,
  standing: Approval | undefined,
  { digest, facts }: Pick<Approval, 'digest' | 'facts'>,
  token: Pick<Approval, 'taskToken' | 'tokenAt'>,
  timeoutSeconds: number,
  now: string,
): Approval {
  if (standing?.digest === digest) return { ...standing, ...token };
  const round = (standing?.round ?? 0) + 1;
  return {
    approvalId: approvalIdOf(requestKey, round),
    round,
    digest,
    ...(facts && { facts }),
    ...(facts && standing?.facts && { changes: changesOfFacts(standing.facts, facts) }),
    requestedAt: now,
    expiresAt: new Date(Date.parse(now) + timeoutSeconds * 1000).toISOString(),
    ...token,
    ...(standing && { waitedBeforeSeconds: secondsOf(standing, now) }),
    ...(standing?.decision && {
      decidedBefore: [...(standing.decidedBefore ?? []), standing.decision.eventId],
    }),
  };
}

function secondsOf({ waitedBeforeSeconds = 0, requestedAt, decision }: Approval, now: string): number {
  const ms = Date.parse(decision?.decidedAt ?? now) - Date.parse(requestedAt);
  return waitedBeforeSeconds + Math.max(0, Math.round(ms / 1000));
}
