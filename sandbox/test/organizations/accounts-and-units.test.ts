import {
  CloseAccountCommand,
  CreateAccountCommand,
  DeleteOrganizationalUnitCommand,
  DeregisterDelegatedAdministratorCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  LeaveOrganizationCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListChildrenCommand,
  ListDelegatedServicesForAccountCommand,
  RegisterDelegatedAdministratorCommand,
  RemoveAccountFromOrganizationCommand,
  UpdateOrganizationalUnitCommand,
} from '@aws-sdk/client-organizations';
import {
  DisableAWSOrganizationsAccessCommand,
  GetAWSOrganizationsAccessStatusCommand,
} from '@aws-sdk/client-service-catalog';
import { expect, test } from 'vitest';
import { accessOf, sharesOf, shareWith } from '../service-catalog/share.ts';
import {
  MANAGEMENT,
  MEMBER,
  PRODUCTION,
  PRODUCTION_ACCOUNTS,
  SANDBOX,
  SANDBOX_ACCOUNT,
  startScenario,
  startSimulator,
  WORKLOADS,
} from '../simulator/start-simulator.ts';

const ServicePrincipal = 'servicecatalog.amazonaws.com';

test('a unit is deleted once it is empty, and renamed to what its parent has not yet', async () => {
  const { organizations } = startSimulator();
  const client = organizations();

  const remove = new DeleteOrganizationalUnitCommand({ OrganizationalUnitId: SANDBOX });
  await expect(client.send(remove)).rejects.toMatchObject({ name: 'OrganizationalUnitNotEmptyException' });
  await client.send(new RemoveAccountFromOrganizationCommand({ AccountId: SANDBOX_ACCOUNT }));
  await client.send(remove);
  await expect(client.send(remove)).rejects.toMatchObject({ name: 'OrganizationalUnitNotFoundException' });
  for (const Name of ['Security', 'Workloads']) {
    const rename = { OrganizationalUnitId: WORKLOADS, Name };
    await expect(client.send(new UpdateOrganizationalUnitCommand(rename))).rejects.toMatchObject({
      name: 'DuplicateOrganizationalUnitException',
    });
  }
});

test('what moto tells of Organizations is told here', async () => {
  const { organizations } = startSimulator();
  const asked = new ListChildrenCommand({ ParentId: WORKLOADS, ChildType: 'BLEE' as 'ACCOUNT' });
  const taken = new DeregisterDelegatedAdministratorCommand({ AccountId: MANAGEMENT, ServicePrincipal });

  await expect(organizations().send(asked)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'You specified an invalid value.',
  });
  await expect(organizations().send(taken)).rejects.toMatchObject({ name: 'ConstraintViolationException' });
});

test.each([
  ['STAYS', 1],
  ['GONE', 0],
] as const)('a share with a deleted unit: %s', async (shareOfDeletedUnit, count) => {
  const { catalog, organizations, clock } = startSimulator({ undocumented: { shareOfDeletedUnit } });
  await shareWith(catalog(), SANDBOX);
  await clock.advance(60);
  await organizations().send(new RemoveAccountFromOrganizationCommand({ AccountId: SANDBOX_ACCOUNT }));

  await organizations().send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId: SANDBOX }));

  expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toHaveLength(count);
});

test('an account leaves by itself or is removed, and loses what its place gave; some may not', async () => {
  const { catalog, organizations, clock } = startSimulator();
  const [leaver = '', other = ''] = PRODUCTION_ACCOUNTS;
  await shareWith(catalog(), PRODUCTION);
  await clock.advance(60);

  await organizations(leaver).send(new LeaveOrganizationCommand({}));

  expect(await accessOf(catalog())).toEqual([other]);
  await expect(organizations().send(new LeaveOrganizationCommand({}))).rejects.toMatchObject({
    name: 'MasterCannotLeaveOrganizationException',
  });
  await organizations().send(
    new RegisterDelegatedAdministratorCommand({ AccountId: MEMBER, ServicePrincipal }),
  );
  const remove = new RemoveAccountFromOrganizationCommand({ AccountId: MEMBER });
  await expect(organizations().send(remove)).rejects.toMatchObject({
    Reason: 'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
  });
});

test('an account is created in the root after a while, and closed', async () => {
  const { organizations, clock } = startSimulator();
  const client = organizations();
  const create = new CreateAccountCommand({ AccountName: 'New', Email: 'new@example.com' });
  const { CreateAccountStatus: begun } = await client.send(create);
  const look = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: begun?.Id });

  expect(begun).toMatchObject({ State: 'IN_PROGRESS', AccountName: 'New' });
  await clock.advance(5);
  const { CreateAccountStatus } = await client.send(look);
  expect(CreateAccountStatus).toMatchObject({
    State: 'SUCCEEDED',
    AccountId: expect.stringMatching(/^\d{12}$/),
  });
  const { CreateAccountStatus: again } = await client.send(create);
  await clock.advance(5);
  expect(
    await client.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: again?.Id })),
  ).toMatchObject({ CreateAccountStatus: { State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' } });

  const AccountId = CreateAccountStatus?.AccountId;
  const state = async () => (await client.send(new DescribeAccountCommand({ AccountId }))).Account?.State;
  await client.send(new CloseAccountCommand({ AccountId }));
  expect(await state()).toBe('PENDING_CLOSURE');
  await clock.advance(5);
  expect(await state()).toBe('SUSPENDED');
  await expect(client.send(new CloseAccountCommand({ AccountId }))).rejects.toMatchObject({
    name: 'AccountAlreadyClosedException',
  });
});

test('ListAccounts has 20 a page at most, each with its path and state', async () => {
  const { organizations } = startScenario({ organization: { generate: { accounts: 45 } } });

  const sizes: (number | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await organizations().send(new ListAccountsCommand({ NextToken }));
    sizes.push(page.Accounts?.filter(({ Paths, State }) => Paths?.length === 1 && State === 'ACTIVE').length);
    NextToken = page.NextToken;
  } while (NextToken);

  expect(sizes).toEqual([20, 20, 6]);
});

test('trusted access through Organizations suffices to share, and a service that nobody knows is refused', async () => {
  const { catalog, organizations } = startSimulator({ organizationsAccess: 'DISABLED' });
  const client = organizations();
  await expect(shareWith(catalog(), SANDBOX)).rejects.toMatchObject({
    name: 'OperationNotSupportedException',
  });

  await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));

  await shareWith(catalog(), SANDBOX);
  expect(await catalog().send(new GetAWSOrganizationsAccessStatusCommand({}))).toMatchObject({
    AccessStatus: 'DISABLED',
  });
  const enabled = async () =>
    (await client.send(new ListAWSServiceAccessForOrganizationCommand({}))).EnabledServicePrincipals?.map(
      (service) => service.ServicePrincipal,
    );
  expect(await enabled()).toEqual([ServicePrincipal]);
  await client.send(new DisableAWSServiceAccessCommand({ ServicePrincipal }));
  expect(await enabled()).toEqual([]);
  for (const unknown of ['servicecatalogue.amazonaws.com', 'servicecatalog']) {
    const refused = { name: 'InvalidInputException', Reason: 'UNRECOGNIZED_SERVICE_PRINCIPAL' };
    const enable = new EnableAWSServiceAccessCommand({ ServicePrincipal: unknown });
    await expect(client.send(enable)).rejects.toMatchObject(refused);
    const register = new RegisterDelegatedAdministratorCommand({
      AccountId: MEMBER,
      ServicePrincipal: unknown,
    });
    await expect(client.send(register)).rejects.toMatchObject(refused);
  }
});

test('what Service Catalog enables or disables shows in Organizations, and who is delegated blocks it', async () => {
  const { organizations } = startSimulator();
  const client = organizations();
  await client.send(new RegisterDelegatedAdministratorCommand({ AccountId: MEMBER, ServicePrincipal }));

  expect(await client.send(new ListDelegatedServicesForAccountCommand({ AccountId: MEMBER }))).toMatchObject({
    DelegatedServices: [{ ServicePrincipal }],
  });
  await expect(
    client.send(new ListDelegatedServicesForAccountCommand({ AccountId: MANAGEMENT })),
  ).rejects.toMatchObject({ name: 'AccountNotRegisteredException' });
  await expect(client.send(new DisableAWSServiceAccessCommand({ ServicePrincipal }))).rejects.toMatchObject({
    Reason: 'DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE',
  });
  const plain = startSimulator();
  await plain.catalog().send(new DisableAWSOrganizationsAccessCommand({}));
  expect(await plain.organizations().send(new ListAWSServiceAccessForOrganizationCommand({}))).toMatchObject({
    EnabledServicePrincipals: [],
  });
});
