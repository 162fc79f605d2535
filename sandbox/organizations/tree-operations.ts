import { NO_BODY, type Operation, ServiceError } from '../wire/service.ts';
import { unitDetail } from './details.ts';
import { constraintViolation, notFound } from './errors.ts';
import { type OrganizationsState, operation } from './operation.ts';
import { knownAccount, knownParent } from './read-operations.ts';

/** Units may be nested five deep below the root (quotas of AWS Organizations). */
const MAX_UNIT_LEVELS = 5;

/** The operations of Organizations that change the tree. */
export function treeOperations(state: OrganizationsState): Record<string, Operation> {
  return {
    MoveAccount: moveAccount(state),
    CreateOrganizationalUnit: createOrganizationalUnit(state),
  };
}

function moveAccount(state: OrganizationsState): Operation {
  const { organization } = state;
  return operation(state, 'MoveAccount', 'MANAGEMENT', (input) => {
    const { AccountId, SourceParentId, DestinationParentId } = input;
    knownAccount(state, AccountId);
    if (organization.parentIdOf(AccountId) !== SourceParentId) {
      throw notFound(
        'SourceParent',
        "We can't find a source root or OU with the ParentId that you specified.",
      );
    }
    if (!organization.parent(DestinationParentId)) {
      throw notFound(
        'DestinationParent',
        "We can't find the destination container (a root or OU) with the ParentId that you specified.",
      );
    }
    if (SourceParentId === DestinationParentId) {
      throw new ServiceError(
        'DuplicateAccountException',
        'That account is already present in the specified destination.',
      );
    }
    organization.moveAccount(AccountId, DestinationParentId);
    return NO_BODY;
  });
}

function createOrganizationalUnit(state: OrganizationsState): Operation {
  const { organization, quotas } = state;
  return operation(state, 'CreateOrganizationalUnit', 'MANAGEMENT', ({ ParentId, Name }) => {
    const parent = knownParent(state, ParentId);
    for (const id of parent.unitIds) {
      if (organization.parent(id)?.name === Name) {
        throw new ServiceError(
          'DuplicateOrganizationalUnitException',
          'An OU with the same name already exists.',
        );
      }
    }
    const level = [...organization.ancestorIds(ParentId)].length + 1;
    if (level > MAX_UNIT_LEVELS) {
      throw constraintViolation(
        'OU_DEPTH_LIMIT_EXCEEDED',
        'You attempted to create an OU tree that is too many levels deep.',
      );
    }
    if (organization.unitCount >= quotas.units) {
      throw constraintViolation(
        'OU_NUMBER_LIMIT_EXCEEDED',
        'You attempted to exceed the number of OUs that you can have in an organization.',
      );
    }
    const id = state.newUnitId();
    organization.addUnit({ id, name: Name, parentId: ParentId });
    return { OrganizationalUnit: unitDetail(organization, knownParent(state, id)) };
  });
}
