import type { Organization } from '../organizations/organization.ts';
import { Refusal } from '../wire/refusal.ts';
import { readPolicy, type Statement } from './policy.ts';
import type { ManagedPolicies } from './stack-policies.ts';

/** What a scenario says about permissions beside the template. */
export interface ControlPolicies {
  readonly serviceControlPolicies: readonly ServiceControlPolicy[];
  readonly managedPolicies: ManagedPolicies;
}

interface ServiceControlPolicy {
  /** The root, a unit or an account. */
  readonly targetId: string;
  readonly policy: unknown;
  /** Whether AWS's FullAWSAccess stands beside it, as it does until somebody detaches it. */
  readonly fullAwsAccess: boolean;
}

const FULL_AWS_ACCESS: readonly Statement[] = readPolicy(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  'FullAWSAccess',
);

/**
 * The policies that limit an account, a list for each level from the root down. None for the management account, which
 * they do not affect, and for strangers; source: Organizations user guide, "SCP evaluation".
 */
export function createServiceControls(
  organization: Organization,
  policies: readonly ServiceControlPolicy[],
): (accountId: string) => readonly (readonly Statement[])[] {
  const read = policies.map(({ targetId, policy, fullAwsAccess }) => {
    if (!organization.parent(targetId) && !organization.account(targetId)) {
      throw new Refusal(
        `A service control policy has the targetId ${targetId}, which is not in the organization.`,
      );
    }
    return {
      targetId,
      fullAwsAccess,
      statements: readPolicy(policy, `service control policy of ${targetId}`),
    };
  });
  const levelOf = (targetId: string): readonly Statement[] => {
    const own = read.filter((policy) => policy.targetId === targetId);
    const isOpen = own.every(({ fullAwsAccess }) => fullAwsAccess);
    return [...own.flatMap(({ statements }) => statements), ...(isOpen ? FULL_AWS_ACCESS : [])];
  };
  return (accountId) => {
    if (read.length === 0 || accountId === organization.managementAccountId) return [];
    if (!organization.account(accountId)) return [];
    return [...organization.ancestorIds(accountId)].toReversed().concat(accountId).map(levelOf);
  };
}
