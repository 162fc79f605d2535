import { NO_BODY, type Operation, ServiceError } from '../wire/service.ts';
import { unitDetail } from './details.ts';
import { constraintViolation, notFound } from './errors.ts';
import { type OrganizationsState, operation } from './operation.ts';
import { knownAccount, knownParent, knownUnit } from './read-operations.ts';

/** Units may be nested five deep below the root (quotas of AWS Organizations). */
const MAX_UNIT_LEVELS = 5;

/** The operations of Organizations that change the tree. */
export function treeOperations(state: OrganizationsState): Record<string, Operation> {
  return {
    MoveAccount: moveAccount(state),
    CreateOrganizationalUnit: createOrganizationalUnit(state),
    UpdateOrganizationalUnit: operation(
      state,
      'UpdateOrganizationalUnit',
      'MANAGEMENT',
      ({ OrganizationalUnitId, Name }) => {
        const { parentId } = knownUnit(state, OrganizationalUnitId);
        if (Name !== undefined) {
          requireNewName(state, parentId ?? state.organization.rootId, Name);
          state.organization.renameUnit(OrganizationalUnitId, Name);
        }
        return {
          OrganizationalUnit: unitDetail(state.organization, knownUnit(state, OrganizationalUnitId)),
        };
      },
    ),
    DeleteOrganizationalUnit: operation(
      state,
      'DeleteOrganizationalUnit',
      'MANAGEMENT',
      ({ OrganizationalUnitId }) => {
        const { unitIds, accountIds } = knownUnit(state, OrganizationalUnitId);
        if (unitIds.size + accountIds.size > 0) {
          throw new ServiceError(
            'OrganizationalUnitNotEmptyException',
            'The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.',
          );
        }
        state.organization.removeUnit(OrganizationalUnitId);
        return NO_BODY;
      },
    ),
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
    requireNewName(state, ParentId, Name);
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
    const id = `ou-${organization.rootId.slice(2)}-${state.newText(8)}`;
    organization.addUnit({ id, name: Name, parentId: ParentId });
    return { OrganizationalUnit: unitDetail(organization, knownParent(state, id)) };
  });
}

function requireNewName(state: OrganizationsState, parentId: string, name: string): void {
  for (const id of knownParent(state, parentId).unitIds) {
    if (state.organization.parent(id)?.name === name) {
      throw new ServiceError(
        'DuplicateOrganizationalUnitException',
        'An OU with the same name already exists.',
      );
    }
  }
}
