import * as v from 'valibot';
import { integer, listOf, oneOf, text } from '../wire/read-input.ts';

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
const tag = v.object({
  Key: text({ min: 1, max: 128, pattern: tagPattern }),
  Value: text({ max: 256, pattern: tagPattern }),
});
const paging = {
  NextToken: v.optional(text({ max: 100_000 })),
  MaxResults: v.optional(integer(1, 20)),
};

export const inputShapes = {
  DescribeOrganization: v.object({}),
  ListRoots: v.object(paging),
  ListAccounts: v.object(paging),
  ListOrganizationalUnitsForParent: v.object({ ParentId: parentId, ...paging }),
  ListAccountsForParent: v.object({ ParentId: parentId, ...paging }),
  ListParents: v.object({ ChildId: childId, ...paging }),
  ListChildren: v.object({
    ParentId: parentId,
    ChildType: oneOf(['ACCOUNT', 'ORGANIZATIONAL_UNIT']),
    ...paging,
  }),
  DescribeOrganizationalUnit: v.object({ OrganizationalUnitId: organizationalUnitId }),
  DescribeAccount: v.object({ AccountId: accountId }),
  MoveAccount: v.object({ AccountId: accountId, SourceParentId: parentId, DestinationParentId: parentId }),
  CreateOrganizationalUnit: v.object({
    ParentId: parentId,
    Name: text({ min: 1, max: 128 }),
    Tags: v.optional(listOf(tag, 50)),
  }),
  RegisterDelegatedAdministrator: v.object({ AccountId: accountId, ServicePrincipal: servicePrincipal }),
  DeregisterDelegatedAdministrator: v.object({ AccountId: accountId, ServicePrincipal: servicePrincipal }),
  ListDelegatedAdministrators: v.object({ ServicePrincipal: v.optional(servicePrincipal), ...paging }),
};
