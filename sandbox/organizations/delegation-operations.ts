import { NO_BODY, type Operation, ServiceError } from '../wire/service.ts';
import { constraintViolation } from './errors.ts';
import { type OrganizationsState, operation } from './operation.ts';
import { knownAccount } from './read-operations.ts';
import { requireKnownService } from './service-principals.ts';

/** The operations of Organizations that change who administers a service. */
export function delegationOperations(state: OrganizationsState): Record<string, Operation> {
  return {
    RegisterDelegatedAdministrator: registerDelegatedAdministrator(state),
    DeregisterDelegatedAdministrator: deregisterDelegatedAdministrator(state),
  };
}

function registerDelegatedAdministrator(state: OrganizationsState): Operation {
  const { delegatedAdministrators, quotas } = state;
  return operation(state, 'RegisterDelegatedAdministrator', 'MANAGEMENT', (input) => {
    const { AccountId, ServicePrincipal } = input;
    requireKnownService(ServicePrincipal);
    const { status } = knownAccount(state, AccountId);
    requireMember(state, AccountId);
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
        'The provided account is already a delegated administrator for your organization.',
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
    requireKnownService(ServicePrincipal);
    knownAccount(state, AccountId);
    requireMember(state, AccountId);
    if (!delegatedAdministrators.has(AccountId, ServicePrincipal)) {
      throw new ServiceError(
        'AccountNotRegisteredException',
        'The provided account is not a registered delegated administrator for your organization.',
      );
    }
    delegatedAdministrators.deregister(AccountId, ServicePrincipal);
    return NO_BODY;
  });
}

function requireMember({ organization }: OrganizationsState, accountId: string): void {
  if (accountId !== organization.managementAccountId) return;
  throw constraintViolation(
    'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
    'You cannot register master account/yourself as delegated administrator for your organization.',
  );
}
