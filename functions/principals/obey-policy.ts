import { type Approval, isApproved } from '../../core/approval/approval.ts';
import { mayBeApproved } from '../../core/approval/judge-decision.ts';
import { rejected } from '../../core/foliocast-error.ts';
import type { Prediction } from '../../core/prediction/predict.ts';
import { factsDigest } from '../../core/principals/risk-facts.ts';
import type { Requester } from '../../core/request/share-request.ts';
import { approvalPolicy } from '../task/settings.ts';
import { ownAccount } from '../task/stack.ts';

/**
 * What policy makes of the findings. An approval counts only for the facts that it was given for.
 * @throws PRINCIPAL_RISK_REFUSED; APPROVAL_REQUIRED if nobody may approve. Both name the findings that asked for it
 */
export function obeyPolicy(
  { decision, because, facts }: Prediction,
  approval: Approval | undefined,
  requester: Requester,
): 'ALLOWED' | 'APPROVAL_NEEDED' {
  if (decision === 'ALLOW') return 'ALLOWED';
  if (decision === 'APPROVE' && isApproved(approval, factsDigest(facts))) return 'ALLOWED';
  if (decision === 'APPROVE' && mayBeApproved(requester, approvalPolicy, ownAccount()))
    return 'APPROVAL_NEEDED';
  const reasons = because.map(
    ({ severity, id, principalArn, why, whatToDo }) =>
      `${severity} ${id}${principalArn ? ` for ${principalArn}` : ''}: ${why} ${whatToDo}`,
  );
  const code = decision === 'REFUSE' ? 'PRINCIPAL_RISK_REFUSED' : 'APPROVAL_REQUIRED';
  const others = approvalPolicy.approvers.length > 0 ? ' other than the requester itself' : '';
  const noApprover = `Nobody${others} may approve it: the operator of Foliocast names approvers in config.yml, approvals.approvers.`;
  // First: a cause is cut where it is long.
  throw rejected(code, [...(code === 'APPROVAL_REQUIRED' ? [noApprover] : []), ...reasons].join(' '));
}
