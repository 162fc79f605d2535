import type { SaidByArn } from './organization-id.ts';

/**
 * What is wrong with an ARN, given where we are: what was expected instead, or nothing.
 * @param here what is not known is not compared
 */
export function wrongInArn(
  { partition, organizationId, managementAccountId }: SaidByArn,
  here: {
    readonly partition?: string;
    readonly organizationId?: string | undefined;
    readonly managementAccountId?: string | undefined;
  },
): string | undefined {
  const differs = (said: string, known: string | undefined) => known !== undefined && known !== said;
  if (differs(partition, here.partition)) {
    return `an ARN of partition ${here.partition}, in which this runs, not of ${partition}`;
  }
  if (differs(organizationId, here.organizationId)) {
    return `a node of organization ${here.organizationId}, which this account is in, not of ${organizationId}`;
  }
  if (differs(managementAccountId, here.managementAccountId)) {
    return `the management account ${here.managementAccountId} in the ARN, not ${managementAccountId}`;
  }
  return undefined;
}
