import type { RequesterPolicy } from '../request/is-requester-allowed.ts';
import type { ApprovalPolicy } from './approvals-section.ts';

/**
 * Approvers that may also ask, one sentence each.
 * @param ownAccount of the stack; absent when the service is packaged: then SELF and the account's number are not
 *   known to be the same
 */
export function selfApprovals(
  requests: RequesterPolicy,
  { approvers }: Pick<ApprovalPolicy, 'approvers'>,
  ownAccount = 'SELF',
): string[] {
  const numbered = (account: string) => (account === 'SELF' ? ownAccount : account);
  return approvers.flatMap(({ account, sources }, index) => {
    const rule = requests.allow.findIndex(
      (one) => meets(one.accounts.map(numbered), [numbered(account)]) && meets(one.sources, sources),
    );
    if (rule < 0) return [];
    return [
      `Who may ask may also approve: approvals.approvers[${index}] and requests.allow[${rule}] admit the same account and source, and a source is only a claim. Name sources that IAM keeps apart.`,
    ];
  });
}

function meets(one: readonly string[], other: readonly string[]): boolean {
  return one.includes('*') || other.includes('*') || one.some((each) => other.includes(each));
}
