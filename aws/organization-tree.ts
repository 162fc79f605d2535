import { DescribeOrganizationCommand, ListParentsCommand } from '@aws-sdk/client-organizations';
import { reading } from './call.ts';
import { client } from './organizations-client.ts';

/** Units nest five deep below the root (quotas of Organizations). */
const MOST_LEVELS = 7;

/** DescribeOrganization allows one call a second; which account manages an organization never changes. */
let managementAccount: string | undefined;

/** `undefined` where there is no organization, or we may not read it. */
export async function managementAccountId(): Promise<string | undefined> {
  if (managementAccount !== undefined) return managementAccount;
  try {
    const { Organization } = await reading('DescribeOrganization', () =>
      client.send(new DescribeOrganizationCommand({})),
    );
    managementAccount = Organization?.MasterAccountId;
    return managementAccount;
  } catch (error) {
    if (hasName(error, ['AccessDeniedException', 'AWSOrganizationsNotInUseException'])) return undefined;
    throw error;
  }
}

/** ListParents: the unit or root that an account or unit is in now; `undefined` where Organizations knows no such child. */
export async function findParent(childId: string): Promise<string | undefined> {
  try {
    const command = new ListParentsCommand({ ChildId: childId });
    const { Parents = [] } = await reading('ListParents', () => client.send(command));
    return Parents[0]?.Id;
  } catch (error) {
    if (hasName(error, ['ChildNotFoundException'])) return undefined;
    throw error;
  }
}

/** Whether a unit or account is in the organization; `undefined` where we may not read it. */
export async function isInOrganization(childId: string): Promise<boolean | undefined> {
  try {
    return (await findParent(childId)) !== undefined;
  } catch (error) {
    if (hasName(error, ['AccessDeniedException', 'AWSOrganizationsNotInUseException'])) return undefined;
    throw error;
  }
}

/** The units above one, nearest first, without the root; none of a root, nor of a unit that is not known. */
export async function listAncestors(unitId: string): Promise<string[]> {
  const ancestors: string[] = [];
  let child = unitId;
  while (child.startsWith('ou-') && ancestors.length < MOST_LEVELS) {
    const parent = await findParent(child);
    if (parent === undefined || !parent.startsWith('ou-')) break;
    ancestors.push(parent);
    child = parent;
  }
  return ancestors;
}

/** Of the error itself or of what caused it: AWS's own name is the cause where ours has another. */
function hasName(error: unknown, names: readonly string[]): boolean {
  return error instanceof Error && (names.includes(error.name) || hasName(error.cause, names));
}
