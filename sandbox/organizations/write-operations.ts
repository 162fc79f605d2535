import { NO_BODY, type Operation, ServiceError } from '../wire/service.ts';
import { unitDetail } from './details.ts';
import { constraintViolation, notFound } from './errors.ts';
import { type OrganizationsState, operation } from './operation.ts';
import { knownAccount, knownParent } from './read-operations.ts';

/** Units may be nested five deep below the root (quotas of AWS Organizations). */
const MAX_UNIT_LEVELS = 5;

/** The operations of Organizations that change the tree or its delegated administrators. */
export function writeOperations(state: OrganizationsState): Record<string, Operation> {
  return {
    MoveAccount: moveAccount(state),
    CreateOrganizationalUnit: createOrganizationalUnit(state),
    RegisterDelegatedAdministrator: registerDelegatedAdministrator(state),
    DeregisterDelegatedAdministrator: deregisterDelegatedAdministrator(state),
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

function registerDelegatedAdministrator(state: OrganizationsState): Operation {
  const { organization, delegatedAdministrators, quotas } = state;
  return operation(state, 'RegisterDelegatedAdministrator', 'MANAGEMENT', (input) => {
    const { AccountId, ServicePrincipal } = input;
    const { status } = knownAccount(state, AccountId);
    if (AccountId === organization.managementAccountId) {
      throw constraintViolation(
        'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
        'You cannot register the management account of the organization as a delegated administrator.',
      );
    }
    if (status === 'SUSPENDED') {
      throw constraintViolation(
        'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
        'You cannot register a suspended account as a delegated administrator.',
      );
    }
    if (!state.isServiceAccessEnabled(ServicePrincipal)) {
      throw constraintViolation(
        'SERVICE_ACCESS_NOT_ENABLED',
        'You attempted to register a delegated administrator before you enabled service access.',
      );
    }
    if (delegatedAdministrators.has(AccountId, ServicePrincipal)) {
      throw new ServiceError(
        'AccountAlreadyRegisteredException',
        'The specified account is already a delegated administrator for this AWS service.',
      );
    }
    if (delegatedAdministrators.count(ServicePrincipal) >= quotas.delegatedAdministrators) {
      throw constraintViolation(
        'MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED',
        'You attempted to register more delegated administrators than allowed for the service principal.',
      );
    }
    delegatedAdministrators.register(AccountId, ServicePrincipal, state.now());
    return NO_BODY;
  });
}

function deregisterDelegatedAdministrator(state: OrganizationsState): Operation {
  const { delegatedAdministrators } = state;
  return operation(state, 'DeregisterDelegatedAdministrator', 'MANAGEMENT', (input) => {
    const { AccountId, ServicePrincipal } = input;
    knownAccount(state, AccountId);
    if (!delegatedAdministrators.has(AccountId, ServicePrincipal)) {
      throw new ServiceError(
        'AccountNotRegisteredException',
        'The specified account is not a delegated administrator for this AWS service.',
      );
    }
    delegatedAdministrators.deregister(AccountId, ServicePrincipal);
    return NO_BODY;
  });
}
