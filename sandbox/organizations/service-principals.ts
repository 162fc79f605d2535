import { ServiceError } from '../wire/service.ts';

/**
 * The services that work with Organizations (user guide, "AWS services that you can use with AWS Organizations"), as of
 * 2026; each is `<name>.amazonaws.com`.
 */
const NAMES = `
access-analyzer account application-signals.cloudwatch auditmanager aws-artifact-account-sync backup
billing-cost-management cloudtrail compute-optimizer config config-multiaccountsetup controltower
cost-optimization-hub.bcm detective devops-guru ds ec2 fms guardduty health iam inspector2 ipam
license-management.marketplace license-manager license-manager-linux-subscriptions license-manager.member-account macie
malware-protection.guardduty member.org.stacksets.cloudformation mgn networkmanager notifications observabilityadmin
opsdatasync.ssm private-marketplace.marketplace procurement-insights.marketplace ram
reachabilityanalyzer.networkinsights reporting.trustedadvisor resource-explorer-2 security-ir securityhub securitylake
servicecatalog servicequotas ssm ssm-quicksetup sso stacksets.cloudformation storage-lens.s3 tagpolicies.tag
user-subscriptions wellarchitected
`;
const KNOWN = new Set(NAMES.trim().split(/\s+/));

/** @throws ServiceError as was seen (Prowler pull request 12565). */
export function requireKnownService(servicePrincipal: string): void {
  const name = /^(.+)\.amazonaws\.com$/.exec(servicePrincipal)?.[1];
  if (name === undefined || !KNOWN.has(name)) {
    const Reason = 'UNRECOGNIZED_SERVICE_PRINCIPAL';
    const message = 'You specified an unrecognized service principal.'; // as seen: pepperize/cdk-organizations, issue 1718
    throw new ServiceError('InvalidInputException', message, 400, { Reason });
  }
}
