import { SEVERITIES } from '../principals/severity.ts';
import type { Config } from './config.ts';

/** What config.yml allows, but the operator may not want: one sentence each, told when the service is packaged. */
export function configWarnings({ principals, requests, approvals }: Config): string[] {
  const { approvers } = approvals;
  const asked = SEVERITIES.filter((severity) => principals.decisions[severity] === 'APPROVE');
  if (asked.length > 0 && approvers.length === 0) {
    return [
      `Nobody can approve: a request of severity ${asked.join(' or ')} fails as APPROVAL_REQUIRED, until approvals.approvers names an account and its sources.`,
    ];
  }
  return approvers.flatMap((approver, index) => {
    const rule = requests.allow.findIndex(
      ({ accounts, sources }) => meets(accounts, [approver.account]) && meets(sources, approver.sources),
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
