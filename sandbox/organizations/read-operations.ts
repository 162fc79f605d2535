import { type Operation, ServiceError } from '../wire/service.ts';
import { accountDetail, organizationDetail, parentDetail, rootDetail, unitDetail } from './details.ts';
import { notFound } from './errors.ts';
import { type OrganizationsState, operation, page } from './operation.ts';
import type { Account, OrganizationParent } from './organization.ts';
import { requireKnownService } from './service-principals.ts';

/** The operations of Organizations that change nothing. */
export function readOperations(state: OrganizationsState): Record<string, Operation> {
  const { organization, delegatedAdministrators } = state;
  const details = {
    account: (id: string) => accountDetail(organization, knownAccount(state, id)),
    unit: (id: string) => unitDetail(organization, knownParent(state, id)),
  };
  return {
    DescribeOrganization: operation(state, 'DescribeOrganization', 'MEMBER', () => ({
      Organization: organizationDetail(organization),
    })),
    ListRoots: operation(state, 'ListRoots', 'ADMINISTRATOR', (input) => {
      const { ids, nextToken } = page(state, 'ListRoots', [organization.rootId], input);
      return { Roots: ids.map(() => rootDetail(organization)), NextToken: nextToken };
    }),
    ListAccounts: operation(state, 'ListAccounts', 'ADMINISTRATOR', (input) => {
      const { ids, nextToken } = page(state, 'ListAccounts', organization.accountIds, input);
      return { Accounts: ids.map(details.account), NextToken: nextToken };
    }),
    ListAccountsForParent: operation(state, 'ListAccountsForParent', 'ADMINISTRATOR', (input) => {
      const { accountIds } = knownParent(state, input.ParentId);
      const { ids, nextToken } = page(state, `ListAccountsForParent ${input.ParentId}`, accountIds, input);
      return { Accounts: ids.map(details.account), NextToken: nextToken };
    }),
    ListOrganizationalUnitsForParent: operation(
      state,
      'ListOrganizationalUnitsForParent',
      'ADMINISTRATOR',
      (input) => {
        const { unitIds } = knownParent(state, input.ParentId);
        const { ids, nextToken } = page(
          state,
          `ListOrganizationalUnitsForParent ${input.ParentId}`,
          unitIds,
          input,
        );
        return { OrganizationalUnits: ids.map(details.unit), NextToken: nextToken };
      },
    ),
    ListParents: operation(state, 'ListParents', 'ADMINISTRATOR', (input) => {
      const parentId = organization.parentIdOf(input.ChildId);
      if (parentId === undefined) {
        throw notFound('Child', "We can't find an organizational unit (OU) or account with that ChildId.");
      }
      const { ids, nextToken } = page(state, `ListParents ${input.ChildId}`, [parentId], input);
      return { Parents: ids.map((id) => parentDetail(organization, id)), NextToken: nextToken };
    }),
    ListChildren: operation(state, 'ListChildren', 'ADMINISTRATOR', (input) => {
      const { ParentId, ChildType } = input;
      const { accountIds, unitIds } = knownParent(state, ParentId);
      const children = ChildType === 'ACCOUNT' ? accountIds : unitIds;
      const { ids, nextToken } = page(state, `ListChildren ${ParentId} ${ChildType}`, children, input);
      return { Children: ids.map((Id) => ({ Id, Type: ChildType })), NextToken: nextToken };
    }),
    DescribeOrganizationalUnit: operation(
      state,
      'DescribeOrganizationalUnit',
      'ADMINISTRATOR',
      ({ OrganizationalUnitId }) => {
        const unit = knownUnit(state, OrganizationalUnitId);
        return { OrganizationalUnit: unitDetail(organization, unit) };
      },
    ),
    DescribeAccount: operation(state, 'DescribeAccount', 'ADMINISTRATOR', ({ AccountId }) => ({
      Account: details.account(AccountId),
    })),
    ListDelegatedServicesForAccount: operation(
      state,
      'ListDelegatedServicesForAccount',
      'ADMINISTRATOR',
      (input) => {
        const { AccountId } = input;
        knownAccount(state, AccountId);
        const services = delegatedAdministrators.servicesOf(AccountId);
        if (services.length === 0) {
          throw new ServiceError(
            'AccountNotRegisteredException',
            'The provided account is not a registered delegated administrator for your organization.',
          );
        }
        const { ids, nextToken } = page(
          state,
          `ListDelegatedServicesForAccount ${AccountId}`,
          services,
          input,
        );
        return {
          DelegatedServices: ids.map((service) => ({
            ServicePrincipal: service,
            DelegationEnabledDate: delegatedAdministrators.enabledAt(AccountId, service) / 1000,
          })),
          NextToken: nextToken,
        };
      },
    ),
    ListDelegatedAdministrators: operation(state, 'ListDelegatedAdministrators', 'ADMINISTRATOR', (input) => {
      const { ServicePrincipal } = input;
      if (ServicePrincipal !== undefined) {
        requireKnownService(ServicePrincipal);
      }
      const administrators = delegatedAdministrators.accountIds(ServicePrincipal);
      const list = `ListDelegatedAdministrators ${ServicePrincipal ?? ''}`;
      const { ids, nextToken } = page(state, list, administrators, input);
      return {
        DelegatedAdministrators: ids.map((id) => {
          const { Paths: _paths, ...account } = details.account(id);
          return {
            ...account,
            DelegationEnabledDate: delegatedAdministrators.enabledAt(id, ServicePrincipal) / 1000,
          };
        }),
        NextToken: nextToken,
      };
    }),
  };
}

export function knownAccount({ organization }: OrganizationsState, id: string): Account {
  const account = organization.account(id);
  if (!account) {
    throw notFound('Account', "You specified an account that doesn't exist.");
  }
  return account;
}

export function knownUnit({ organization }: OrganizationsState, id: string): OrganizationParent {
  const unit = organization.parent(id);
  if (!unit) {
    throw notFound('OrganizationalUnit', "We can't find an OU with that OrganizationalUnitId.");
  }
  return unit;
}

export function knownParent({ organization }: OrganizationsState, id: string): OrganizationParent {
  const parent = organization.parent(id);
  if (!parent) {
    throw notFound('Parent', "We can't find a root or OU with the ParentId that you specified.");
  }
  return parent;
}
