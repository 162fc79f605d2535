import {
  CreateOrganizationalUnitCommand,
  DeregisterDelegatedAdministratorCommand,
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  MoveAccountCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { describe, expect, test } from 'vitest';
import { call } from '../simulator/call.ts';
import {
  MANAGEMENT,
  MEMBER,
  ORGANIZATION,
  PRODUCTION,
  PRODUCTION_ACCOUNTS,
  SANDBOX,
  SANDBOX_ACCOUNT,
  STRANGER,
  startSimulator,
  WORKLOADS,
} from '../simulator/start-simulator.ts';

const ROOT = 'r-ab12';
const SERVICE_CATALOG = 'servicecatalog.amazonaws.com';
const arn = (resource: string) => `arn:aws:organizations::${MANAGEMENT}:${resource}`;
const account = {
  Id: '555566667777',
  Arn: arn(`account/${ORGANIZATION}/555566667777`),
  Email: 'aws+555566667777@example.com',
  Name: 'Shop production',
  Status: 'ACTIVE',
  State: 'ACTIVE',
  Paths: [`${ORGANIZATION}/${ROOT}/${WORKLOADS}/${PRODUCTION}/555566667777/`],
  JoinedMethod: 'CREATED',
  JoinedTimestamp: new Date('2025-01-01T00:00:00Z'),
};
const unit = {
  Id: PRODUCTION,
  Arn: arn(`ou/${ORGANIZATION}/${PRODUCTION}`),
  Name: 'Production',
  Path: `${ORGANIZATION}/${ROOT}/${WORKLOADS}/${PRODUCTION}/`,
};

test('the organization is told by its identifiers', async () => {
  const { organizations } = startSimulator();

  const { Organization } = await organizations().send(new DescribeOrganizationCommand({}));
  const { Roots } = await organizations().send(new ListRootsCommand({}));

  expect(Organization).toMatchObject({
    Id: ORGANIZATION,
    Arn: arn(`organization/${ORGANIZATION}`),
    FeatureSet: 'ALL',
    MasterAccountId: MANAGEMENT,
    MasterAccountArn: arn(`account/${ORGANIZATION}/${MANAGEMENT}`),
  });
  expect(Roots).toEqual([
    { Id: ROOT, Arn: arn(`root/${ORGANIZATION}/${ROOT}`), Name: 'Root', PolicyTypes: [] },
  ]);
});

test('the tree can be walked down', async () => {
  const client = startSimulator().organizations();

  const units = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId: WORKLOADS }));
  const accounts = await client.send(new ListAccountsForParentCommand({ ParentId: PRODUCTION }));
  const children = await client.send(
    new ListChildrenCommand({ ParentId: ROOT, ChildType: 'ORGANIZATIONAL_UNIT' }),
  );
  const childAccounts = await client.send(
    new ListChildrenCommand({ ParentId: SANDBOX, ChildType: 'ACCOUNT' }),
  );
  const all = await client.send(new ListAccountsCommand({}));

  expect(units.OrganizationalUnits).toEqual([unit]);
  expect(accounts.Accounts?.map(({ Id }) => Id).sort()).toEqual(PRODUCTION_ACCOUNTS);
  expect(accounts.Accounts).toContainEqual(account);
  expect(children.Children?.map(({ Id }) => Id).sort()).toEqual([WORKLOADS, SANDBOX, 'ou-ab12-security']);
  expect(childAccounts.Children).toEqual([{ Id: SANDBOX_ACCOUNT, Type: 'ACCOUNT' }]);
  expect(all.Accounts).toHaveLength(8);
});

test('and up', async () => {
  const client = startSimulator().organizations();
  const parentOf = async (ChildId: string) =>
    (await client.send(new ListParentsCommand({ ChildId }))).Parents;

  expect(await parentOf('555566667777')).toEqual([{ Id: PRODUCTION, Type: 'ORGANIZATIONAL_UNIT' }]);
  expect(await parentOf(PRODUCTION)).toEqual([{ Id: WORKLOADS, Type: 'ORGANIZATIONAL_UNIT' }]);
  expect(await parentOf(WORKLOADS)).toEqual([{ Id: ROOT, Type: 'ROOT' }]);
});

test('one account and one unit can be described', async () => {
  const client = startSimulator().organizations();

  const { Account } = await client.send(new DescribeAccountCommand({ AccountId: '555566667777' }));
  const { OrganizationalUnit } = await client.send(
    new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: PRODUCTION }),
  );

  expect([Account, OrganizationalUnit]).toEqual([account, unit]);
});

describe('CreateOrganizationalUnit', () => {
  const create = (ParentId: string, Name: string) => new CreateOrganizationalUnitCommand({ ParentId, Name });

  test('makes a unit into which accounts can move', async () => {
    const client = startSimulator().organizations();

    const { OrganizationalUnit } = await client.send(create(WORKLOADS, 'Staging'));
    const Id = OrganizationalUnit?.Id ?? '';
    await client.send(
      new MoveAccountCommand({
        AccountId: SANDBOX_ACCOUNT,
        SourceParentId: SANDBOX,
        DestinationParentId: Id,
      }),
    );

    expect(Id).toMatch(/^ou-ab12-[a-z0-9]{8}$/);
    expect((await client.send(new ListParentsCommand({ ChildId: SANDBOX_ACCOUNT }))).Parents).toMatchObject([
      { Id },
    ]);
  });

  test.each([
    ['a name that its parent has', ROOT, 'Workloads', 'DuplicateOrganizationalUnitException'],
    ['an unknown parent', 'ou-ab12-unknown1', 'x', 'ParentNotFoundException'],
  ])('refuses %s', async (_name, parentId, name, error) => {
    const client = startSimulator().organizations();

    await expect(client.send(create(parentId, name))).rejects.toMatchObject({ name: error });
  });

  test('refuses a sixth level', async () => {
    const client = startSimulator().organizations();
    let parentId = ROOT;
    for (let level = 1; level <= 5; level += 1) {
      const { OrganizationalUnit } = await client.send(create(parentId, `Level ${level}`));
      parentId = OrganizationalUnit?.Id ?? '';
    }

    await expect(client.send(create(parentId, 'Level 6'))).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'OU_DEPTH_LIMIT_EXCEEDED',
    });
  });

  test('refuses more units than the quota', async () => {
    const client = startSimulator({ quotas: { organizationalUnits: 4 } }).organizations();

    await expect(client.send(create(ROOT, 'One more'))).rejects.toMatchObject({
      Reason: 'OU_NUMBER_LIMIT_EXCEEDED',
    });
  });
});

test.each([
  ['AccountNotFoundException', '123412341234', SANDBOX, WORKLOADS],
  ['SourceParentNotFoundException', SANDBOX_ACCOUNT, WORKLOADS, PRODUCTION],
  ['DestinationParentNotFoundException', SANDBOX_ACCOUNT, SANDBOX, 'ou-ab12-unknown1'],
  ['DuplicateAccountException', SANDBOX_ACCOUNT, SANDBOX, SANDBOX],
])('MoveAccount answers %s', async (name, AccountId, SourceParentId, DestinationParentId) => {
  const client = startSimulator().organizations();

  const move = new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId });

  await expect(client.send(move)).rejects.toMatchObject({ name });
});

describe('delegated administrators', () => {
  const of = (AccountId: string, ServicePrincipal = SERVICE_CATALOG) => ({ AccountId, ServicePrincipal });

  test('are registered, listed by service and deregistered', async () => {
    const { organizations, clock } = startSimulator();
    const client = organizations();
    const listed = async (ServicePrincipal?: string) => {
      const list = await client.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal }));
      return list.DelegatedAdministrators?.map(({ Id }) => Id);
    };

    await client.send(new RegisterDelegatedAdministratorCommand(of(MEMBER)));
    const byService = [
      await listed(),
      await listed(SERVICE_CATALOG),
      await listed('guardduty.amazonaws.com'),
    ];
    const [administrator] =
      (await client.send(new ListDelegatedAdministratorsCommand({}))).DelegatedAdministrators ?? [];
    await client.send(new DeregisterDelegatedAdministratorCommand(of(MEMBER)));

    expect(byService).toEqual([[MEMBER], [MEMBER], []]);
    expect(administrator).toMatchObject({
      Name: 'Shared services',
      DelegationEnabledDate: new Date(clock.now()),
    });
    expect(await listed()).toEqual([]);
  });

  test.each([
    ['an account of nobody', of('123412341234'), { name: 'AccountNotFoundException' }],
    [
      'the management account',
      of(MANAGEMENT),
      {
        Reason: 'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
        // As seen: aws-solutions/quota-monitor-for-aws, issue 102.
        message:
          'You cannot register master account/yourself as delegated administrator for your organization.',
      },
    ],
    [
      'a suspended account',
      of('888899990000'),
      { Reason: 'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR' },
    ],
    [
      'a second time',
      of('333344445555'),
      {
        name: 'AccountAlreadyRegisteredException',
        // As seen: pepperize/cdk-organizations, issue 716.
        message: 'The provided account is already a delegated administrator for your organization.',
      },
    ],
    [
      'one beyond the quota',
      of('444455556666'),
      { Reason: 'MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED' },
    ],
  ])('are not %s', async (_name, input, error) => {
    const client = startSimulator({
      quotas: { delegatedAdministrators: 1 },
      portfolios: [],
      organization: {
        accounts: [{ id: '888899990000', status: 'SUSPENDED' }, '333344445555', '444455556666'],
        delegatedAdministrators: ['333344445555'],
      },
    }).organizations();

    await expect(client.send(new RegisterDelegatedAdministratorCommand(input))).rejects.toMatchObject(error);
  });

  test('are not registered for Service Catalog before Organizations access is enabled', async () => {
    const client = startSimulator({ organizationsAccess: 'DISABLED' }).organizations();

    await expect(client.send(new RegisterDelegatedAdministratorCommand(of(MEMBER)))).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'SERVICE_ACCESS_NOT_ENABLED',
    });
  });
});

describe('who may ask', () => {
  const read = () => new ListAccountsCommand({});
  const move = () =>
    new MoveAccountCommand({
      AccountId: SANDBOX_ACCOUNT,
      SourceParentId: SANDBOX,
      DestinationParentId: WORKLOADS,
    });

  test('a delegated administrator reads and does not write', async () => {
    const { organizations } = startSimulator();
    await organizations().send(
      new RegisterDelegatedAdministratorCommand({
        AccountId: MEMBER,
        ServicePrincipal: 'guardduty.amazonaws.com',
      }),
    );
    const client = organizations(MEMBER);

    expect((await client.send(read())).Accounts).toHaveLength(8);
    await expect(client.send(move())).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('a member account only learns which organization it is in', async () => {
    const client = startSimulator().organizations(MEMBER);

    expect((await client.send(new DescribeOrganizationCommand({}))).Organization?.Id).toBe(ORGANIZATION);
    await expect(client.send(read())).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('an account outside is told that it is in no organization', async () => {
    const client = startSimulator().organizations(STRANGER);

    await expect(client.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
    });
  });
});

test.each([
  ['ListAccountsForParent', {}, 'INPUT_REQUIRED'],
  ['ListAccountsForParent', { ParentId: 'nowhere' }, 'INVALID_PATTERN'],
  ['ListAccounts', { MaxResults: 21 }, 'MAX_VALUE_EXCEEDED'],
  ['ListAccounts', { MaxResults: 0 }, 'MIN_VALUE_EXCEEDED'],
  ['ListChildren', { ParentId: ROOT, ChildType: 'UNIT' }, 'INVALID_ENUM'],
  ['DescribeAccount', { AccountId: '1234' }, 'INVALID_PATTERN'],
  ['DescribeAccount', { AccountId: '1234567890123' }, 'MAX_LENGTH_EXCEEDED'],
  ['CreateOrganizationalUnit', { ParentId: ROOT, Name: '' }, 'MIN_LENGTH_EXCEEDED'],
  ['DescribeOrganizationalUnit', { OrganizationalUnitId: ROOT }, 'INVALID_PATTERN'],
  ['ListParents', { ChildId: 'x' }, 'INVALID_PATTERN'],
  ['RegisterDelegatedAdministrator', { AccountId: MEMBER }, 'INPUT_REQUIRED'],
])('%s %j is an InvalidInputException for the reason %s', async (operation, input, Reason) => {
  const { simulator } = startSimulator();

  const { statusCode, json } = await call(simulator, operation, input);

  expect([statusCode, json.__type, json.Reason]).toEqual([400, 'InvalidInputException', Reason]);
});

test.each([
  ['ListParents', { ChildId: '123412341234' }, 'ChildNotFoundException'],
  ['ListChildren', { ParentId: 'ou-ab12-unknown1', ChildType: 'ACCOUNT' }, 'ParentNotFoundException'],
  [
    'DescribeOrganizationalUnit',
    { OrganizationalUnitId: 'ou-ab12-unknown1' },
    'OrganizationalUnitNotFoundException',
  ],
  ['DescribeAccount', { AccountId: '123412341234' }, 'AccountNotFoundException'],
])('%s %j answers %s', async (operation, input, name) => {
  const { simulator } = startSimulator();

  expect((await call(simulator, operation, input)).json).toMatchObject({ __type: name });
});
