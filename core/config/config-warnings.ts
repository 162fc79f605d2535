import { neverApproved, selfApprovals } from '../approval/self-approvals.ts';
import { SEVERITIES } from '../principals/severity.ts';
import type { Config } from './config-schema.ts';

/** What config.yml allows, but the operator may not want: one sentence each, told when the service is packaged. */
export function configWarnings(config: Config): string[] {
  const { principals, approvals } = config;
  const { approvers } = approvals;
  const asked = SEVERITIES.filter((severity) => principals.decisions[severity] === 'APPROVE');
  if (asked.length > 0 && approvers.length === 0) {
    return [
      `Nobody can approve: a request of severity ${asked.join(' or ')} fails as APPROVAL_REQUIRED, until approvals.approvers names an account and its sources.`,
    ];
  }
  return [...neverApproved(config), ...selfApprovals(config)];
}
