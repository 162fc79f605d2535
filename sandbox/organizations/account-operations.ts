import { NO_BODY, type Operation, ServiceError, type WireValue } from '../wire/service.ts';
import { constraintViolation } from './errors.ts';
import { type OrganizationsState, operation, page } from './operation.ts';
import { knownAccount } from './read-operations.ts';

/** What CreateAccount started. */
export interface AccountCreation {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly requestedAt: number;
  completedAt?: number;
  accountId?: string;
  failureReason?: string;
}

/** The operations of Organizations by which accounts come and go. */
export function accountOperations(state: OrganizationsState): Record<string, Operation> {
  const { organization } = state;
  const creations = new Map<string, AccountCreation>();
  return {
    CreateAccount: operation(state, 'CreateAccount', 'MANAGEMENT', ({ Email, AccountName }) => {
      const creation: AccountCreation = {
        id: `car-${state.newText(32)}`,
        name: AccountName,
        requestedAt: state.now(),
      };
      creations.set(creation.id, creation);
      const begun = { CreateAccountStatus: creationStatus(creation) };
      state.agenda.after(state.accountSeconds, () => complete(state, creation, Email));
      return begun;
    }),
    DescribeCreateAccountStatus: operation(
      state,
      'DescribeCreateAccountStatus',
      'ADMINISTRATOR',
      ({ CreateAccountRequestId }) => {
        const creation = creations.get(CreateAccountRequestId);
        if (!creation) {
          throw new ServiceError(
            'CreateAccountStatusNotFoundException',
            "We can't find a create account request with that CreateAccountRequestId.",
          );
        }
        return { CreateAccountStatus: creationStatus(creation) };
      },
    ),
    ListCreateAccountStatus: operation(state, 'ListCreateAccountStatus', 'ADMINISTRATOR', (input) => {
      const { States } = input;
      const matching = [...creations.values()].filter(
        (creation) => States?.includes(stateOf(creation)) ?? true,
      );
      const known = matching.map(({ id }) => id);
      const { ids, nextToken } = page(state, `ListCreateAccountStatus ${States ?? ''}`, known, input);
      return {
        CreateAccountStatuses: ids.flatMap((id) => creations.get(id) ?? []).map(creationStatus),
        NextToken: nextToken,
      };
    }),
    CloseAccount: operation(state, 'CloseAccount', 'MANAGEMENT', ({ AccountId }) => {
      const { status } = knownAccount(state, AccountId);
      if (AccountId === organization.managementAccountId) {
        throw constraintViolation(
          'CANNOT_CLOSE_MANAGEMENT_ACCOUNT',
          'You attempted to close the management account.',
        );
      }
      if (status !== 'ACTIVE') {
        throw new ServiceError(
          'AccountAlreadyClosedException',
          'You attempted to close an account that is already closed.',
        );
      }
      organization.setStatus(AccountId, 'PENDING_CLOSURE');
      state.agenda.after(state.accountSeconds, () => {
        if (organization.account(AccountId)) {
          organization.setStatus(AccountId, 'SUSPENDED');
        }
      });
      return NO_BODY;
    }),
    RemoveAccountFromOrganization: operation(
      state,
      'RemoveAccountFromOrganization',
      'MANAGEMENT',
      ({ AccountId }) => {
        knownAccount(state, AccountId);
        remove(state, AccountId);
        return NO_BODY;
      },
    ),
    LeaveOrganization: operation(state, 'LeaveOrganization', 'MEMBER', (_input, { accountId }) => {
      remove(state, accountId);
      return NO_BODY;
    }),
  };
}

function complete(state: OrganizationsState, creation: AccountCreation, email: string): void {
  const { organization } = state;
  creation.completedAt = state.agenda.time;
  for (const id of organization.accountIds) {
    if (organization.account(id)?.email === email) {
      creation.failureReason = 'EMAIL_ALREADY_EXISTS';
      return;
    }
  }
  creation.accountId = state.newAccountId();
  organization.addAccount(
    {
      id: creation.accountId,
      name: creation.name,
      email,
      status: 'ACTIVE',
      joinedMethod: 'CREATED',
      joinedAt: creation.completedAt,
    },
    organization.rootId,
  );
}

/** Whether a member has what it needs to stand alone, such as a payment method, is not modelled. */
function remove({ organization, delegatedAdministrators }: OrganizationsState, accountId: string): void {
  if (accountId === organization.managementAccountId) {
    throw new ServiceError(
      'MasterCannotLeaveOrganizationException',
      "You can't remove a management account from an organization.",
    );
  }
  if (delegatedAdministrators.hasAny(accountId)) {
    throw constraintViolation(
      'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
      'You attempted to remove an account that is registered as a delegated administrator.',
    );
  }
  organization.removeAccount(accountId);
}

function stateOf({ completedAt, accountId }: AccountCreation): 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' {
  if (completedAt === undefined) {
    return 'IN_PROGRESS';
  }
  return accountId === undefined ? 'FAILED' : 'SUCCEEDED';
}

function creationStatus(creation: AccountCreation): WireValue {
  const { id, name, requestedAt, completedAt, accountId, failureReason } = creation;
  return {
    Id: id,
    AccountName: name,
    State: stateOf(creation),
    RequestedTimestamp: requestedAt / 1000,
    ...(completedAt !== undefined && { CompletedTimestamp: completedAt / 1000 }),
    ...(accountId !== undefined && { AccountId: accountId }),
    ...(failureReason !== undefined && { FailureReason: failureReason }),
  };
}
