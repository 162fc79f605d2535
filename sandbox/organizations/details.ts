import type { WireValue } from '../wire/service.ts';
import type { Account, Organization, OrganizationParent } from './organization.ts';

/** The answers' shapes of AWS's model; times are epoch seconds. */
export function organizationDetail(organization: Organization): WireValue {
  const { id, managementAccountId } = organization;
  return {
    Id: id,
    Arn: arn(organization, `organization/${id}`),
    FeatureSet: 'ALL',
    MasterAccountArn: arn(organization, `account/${id}/${managementAccountId}`),
    MasterAccountId: managementAccountId,
    MasterAccountEmail: organization.account(managementAccountId)?.email,
    AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
  };
}

export function rootDetail(organization: Organization): WireValue {
  const { id, name } = organization.root;
  return { Id: id, Arn: arn(organization, `root/${organization.id}/${id}`), Name: name, PolicyTypes: [] };
}

export function unitDetail(organization: Organization, { id, name }: OrganizationParent): WireValue {
  return {
    Id: id,
    Arn: arn(organization, `ou/${organization.id}/${id}`),
    Name: name,
    Path: pathOf(organization, id),
  };
}

export function accountDetail(organization: Organization, account: Account): WireValue {
  return {
    Id: account.id,
    Arn: arn(organization, `account/${organization.id}/${account.id}`),
    Email: account.email,
    Name: account.name,
    Status: account.status,
    State: account.status,
    Paths: [pathOf(organization, account.id)],
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: account.joinedAt / 1000,
  };
}

export function parentDetail(organization: Organization, id: string): WireValue {
  return { Id: id, Type: id === organization.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT' };
}

function arn({ partition, managementAccountId }: Organization, resource: string): string {
  return `arn:${partition}:organizations::${managementAccountId}:${resource}`;
}

function pathOf(organization: Organization, childId: string): string {
  const ids = [childId, ...organization.ancestorIds(childId), organization.id];
  return `${ids.reverse().join('/')}/`;
}
