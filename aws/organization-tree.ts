import {
  DescribeOrganizationCommand,
  ListParentsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { reading } from './call.ts';
import { REQUEST_HANDLER } from './request-handler.ts';

const client = new OrganizationsClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER });

/** Units nest five deep below the root (quotas of Organizations). */
const MOST_LEVELS = 7;

/** DescribeOrganization allows one call a second; which account manages an organization never changes. */
let managementAccount: string | undefined;

export async function managementAccountId(): Promise<string | undefined> {
  if (managementAccount !== undefined) return managementAccount;
  const { Organization } = await reading('DescribeOrganization', () =>
    client.send(new DescribeOrganizationCommand({})),
  );
  managementAccount = Organization?.MasterAccountId;
  return managementAccount;
}

/** ListParents: the unit or root that an account or unit is in now; `undefined` where Organizations knows no such child. */
export async function findParent(childId: string): Promise<string | undefined> {
  try {
    const command = new ListParentsCommand({ ChildId: childId });
    const { Parents = [] } = await reading('ListParents', () => client.send(command));
    return Parents[0]?.Id;
  } catch (error) {
    if (isChildNotFound(error)) return undefined;
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

function isChildNotFound(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'ChildNotFoundException' || isChildNotFound(error.cause);
}
