import type { Service } from '../wire/service.ts';
import { accountOperations } from './account-operations.ts';
import { delegationOperations } from './delegation-operations.ts';
import type { OrganizationsState } from './operation.ts';
import { readOperations } from './read-operations.ts';
import { serviceAccessOperations } from './service-access-operations.ts';
import { treeOperations } from './tree-operations.ts';

export function organizationsService(state: OrganizationsState): Service {
  return {
    signingName: 'organizations',
    targetPrefix: 'AWSOrganizationsV20161128',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      ...readOperations(state),
      ...treeOperations(state),
      ...accountOperations(state),
      ...serviceAccessOperations(state),
      ...delegationOperations(state),
    },
  };
}
