import * as v from 'valibot';
import { integer, listOf, oneOf, structure, text } from '../wire/read-input.ts';

/** The constraints of AWS's published model of Organizations (2016-11-28) for the operations held here. */
const parentId = text({
  max: 100,
  pattern: '^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$',
});
const childId = text({ max: 100, pattern: String.raw`^(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$` });
const accountId = text({ max: 12, pattern: String.raw`^\d{12}$` });
const organizationalUnitId = text({ max: 68, pattern: '^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$' });
const servicePrincipal = text({ min: 1, max: 128, pattern: String.raw`[\w+=,.@-]*` });
const tagPattern = String.raw`^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$`;
const tag = structure({
  Key: text({ min: 1, max: 128, pattern: tagPattern }),
  Value: text({ max: 256, pattern: tagPattern }),
});
const paging = {
  NextToken: v.optional(text({ max: 100_000 })),
  MaxResults: v.optional(integer(1, 20)),
};

export const inputShapes = {
  DescribeOrganization: structure({}),
  ListRoots: structure(paging),
  ListAccounts: structure(paging),
  ListOrganizationalUnitsForParent: structure({ ParentId: parentId, ...paging }),
  ListAccountsForParent: structure({ ParentId: parentId, ...paging }),
  ListParents: structure({ ChildId: childId, ...paging }),
  ListChildren: structure({
    ParentId: parentId,
    ChildType: oneOf(['ACCOUNT', 'ORGANIZATIONAL_UNIT']),
    ...paging,
  }),
  DescribeOrganizationalUnit: structure({ OrganizationalUnitId: organizationalUnitId }),
  DescribeAccount: structure({ AccountId: accountId }),
  MoveAccount: structure({ AccountId: accountId, SourceParentId: parentId, DestinationParentId: parentId }),
  DeleteOrganizationalUnit: structure({ OrganizationalUnitId: organizationalUnitId }),
  UpdateOrganizationalUnit: structure({
    OrganizationalUnitId: organizationalUnitId,
    Name: v.optional(text({ min: 1, max: 128 })),
  }),
  CreateAccount: structure({
    Email: text({ min: 6, max: 64, pattern: String.raw`[^\s@]+@[^\s@]+\.[^\s@]+` }),
    AccountName: text({ min: 1, max: 50, pattern: String.raw`[\u0020-\u007E]+` }),
    RoleName: v.optional(text({ max: 64, pattern: String.raw`[\w+=,.@-]{1,64}` })),
    IamUserAccessToBilling: v.optional(oneOf(['ALLOW', 'DENY'])),
    Tags: v.optional(listOf(tag)),
  }),
  DescribeCreateAccountStatus: structure({
    CreateAccountRequestId: text({ max: 36, pattern: '^car-[a-z0-9]{8,32}$' }),
  }),
  ListCreateAccountStatus: structure({
    States: v.optional(listOf(oneOf(['IN_PROGRESS', 'SUCCEEDED', 'FAILED']))),
    ...paging,
  }),
  CloseAccount: structure({ AccountId: accountId }),
  RemoveAccountFromOrganization: structure({ AccountId: accountId }),
  LeaveOrganization: structure({}),
  EnableAWSServiceAccess: structure({ ServicePrincipal: servicePrincipal }),
  DisableAWSServiceAccess: structure({ ServicePrincipal: servicePrincipal }),
  ListAWSServiceAccessForOrganization: structure(paging),
  ListDelegatedServicesForAccount: structure({ AccountId: accountId, ...paging }),
  CreateOrganizationalUnit: structure({
    ParentId: parentId,
    Name: text({ min: 1, max: 128 }),
    Tags: v.optional(listOf(tag, 50)),
  }),
  RegisterDelegatedAdministrator: structure({ AccountId: accountId, ServicePrincipal: servicePrincipal }),
  DeregisterDelegatedAdministrator: structure({ AccountId: accountId, ServicePrincipal: servicePrincipal }),
  ListDelegatedAdministrators: structure({ ServicePrincipal: v.optional(servicePrincipal), ...paging }),
};
