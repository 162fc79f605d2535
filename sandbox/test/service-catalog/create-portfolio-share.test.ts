import {
  DeregisterDelegatedAdministratorCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import {
  AcceptPortfolioShareCommand,
  CreatePortfolioShareCommand,
  DescribePortfolioCommand,
  ListPrincipalsForPortfolioCommand,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import { describe, expect, test } from 'vitest';
import {
  MANAGEMENT,
  MEMBER,
  ORGANIZATION,
  PORTFOLIO,
  PRODUCTION_ACCOUNTS,
  SANDBOX,
  SANDBOX_ACCOUNT,
  STRANGER,
  startSimulator,
  WORKLOAD_ACCOUNTS,
  WORKLOADS,
} from '../simulator/start-simulator.ts';
import { associate } from './principals.ts';
import { accessOf, nodeOf, sharesOf, shareWith, statusOf } from './share.ts';

/** The sentences are those of AWS's page "create_portfolio_share". */
const HUB = { portfolios: [{ id: PORTFOLIO, accountId: MEMBER, products: [{ id: 'prod-1' }] }] };

describe('Shares the specified portfolio with the specified account or organization node.', () => {
  test('with an account, which sees it once it has accepted', async () => {
    const { catalog } = startSimulator();
    const recipient = catalog(STRANGER);

    await catalog().send(new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER }));
    const before = recipient.send(new DescribePortfolioCommand({ Id: PORTFOLIO }));
    await expect(before).rejects.toThrow(`Portfolio not found: ${PORTFOLIO}`);
    await recipient.send(new AcceptPortfolioShareCommand({ PortfolioId: PORTFOLIO }));

    const { PortfolioDetail } = await recipient.send(new DescribePortfolioCommand({ Id: PORTFOLIO }));
    expect(PortfolioDetail).toMatchObject({ Id: PORTFOLIO, DisplayName: 'Standard products' });
  });

  test('with a unit, whose accounts see it without accepting', async () => {
    const { catalog, clock } = startSimulator();

    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    const { PortfolioDetail } = await catalog('444455556666').send(
      new DescribePortfolioCommand({ Id: PORTFOLIO }),
    );
    expect(PortfolioDetail?.Id).toBe(PORTFOLIO);
  });
});

describe('Shares to an organization node can only be created by the management account of an organization or by a delegated administrator.', () => {
  test('by the management account', async () => {
    const { catalog } = startSimulator();

    expect(await shareWith(catalog(), WORKLOADS)).toMatch(/^share-[a-z0-9]{13}$/);
  });

  test('by a delegated administrator', async () => {
    const { catalog, organizations } = startSimulator(HUB);
    const servicecatalog = { AccountId: MEMBER, ServicePrincipal: 'servicecatalog.amazonaws.com' };

    await organizations().send(new RegisterDelegatedAdministratorCommand(servicecatalog));

    expect(await shareWith(catalog(MEMBER), WORKLOADS)).toMatch(/^share-/);
  });

  test.each([
    ['a member account', MEMBER],
    ['an account outside the organization', STRANGER],
  ])('not by %s', async (_name, accountId) => {
    const { catalog } = startSimulator({ portfolios: [{ id: PORTFOLIO, accountId }] });

    await expect(shareWith(catalog(accountId), WORKLOADS)).rejects.toMatchObject({
      name: 'OperationNotSupportedException',
      message: expect.stringContaining(
        'Account must either be the master or delegated admin of an organization',
      ),
    });
  });
});

describe('You can share portfolios to an organization, an organizational unit, or a specific account.', () => {
  test.each([
    ['the organization', ORGANIZATION, 'ORGANIZATION', 7],
    ['an organizational unit', WORKLOADS, 'ORGANIZATIONAL_UNIT', 4],
    ['a member account', SANDBOX_ACCOUNT, 'ORGANIZATION_MEMBER_ACCOUNT', 1],
  ] as const)('%s', async (_name, nodeId, type, accounts) => {
    const { catalog, clock } = startSimulator();

    await shareWith(catalog(), nodeId);
    await clock.advance(60);

    expect(await sharesOf(catalog(), type)).toMatchObject([
      { PrincipalId: nodeId, Type: type, Accepted: true },
    ]);
    expect(await accessOf(catalog())).toHaveLength(accounts);
  });
});

test('Note that if a delegated admin is de-registered, they can no longer create portfolio shares.', async () => {
  const { catalog, organizations } = startSimulator(HUB);
  const servicecatalog = { AccountId: MEMBER, ServicePrincipal: 'servicecatalog.amazonaws.com' };
  await organizations().send(new RegisterDelegatedAdministratorCommand(servicecatalog));

  await organizations().send(new DeregisterDelegatedAdministratorCommand(servicecatalog));

  await expect(shareWith(catalog(MEMBER), WORKLOADS)).rejects.toThrow(/delegated admin/);
});

test('AWSOrganizationsAccess must be enabled in order to create a portfolio share to an organization node.', async () => {
  const { catalog } = startSimulator({ organizationsAccess: 'DISABLED' });

  await expect(shareWith(catalog(), WORKLOADS)).rejects.toThrow(/AWSOrganizationsAccess must be enabled/);
  await catalog().send(new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER }));
});

describe("You can't share a shared resource, including portfolios that contain a shared product.", () => {
  test('a portfolio that was shared with the caller', async () => {
    const { catalog } = startSimulator({
      portfolios: [{ id: PORTFOLIO, shares: [{ accountId: MEMBER, accepted: true }] }],
    });
    const again = new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER });

    await expect(catalog(MEMBER).send(again)).rejects.toMatchObject({
      name: 'OperationNotSupportedException',
      message: expect.stringContaining('was shared with you'),
    });
  });

  test('a portfolio with a shared product', async () => {
    const { catalog } = startSimulator({
      portfolios: [{ id: PORTFOLIO, products: [{ id: 'prod-own' }, { id: 'prod-theirs', shared: true }] }],
    });

    await expect(shareWith(catalog(), WORKLOADS)).rejects.toThrow(/contains the shared product prod-theirs/);
  });
});

describe('If the portfolio share with the specified account or organization node already exists, this action will have no effect and will not return an error.', () => {
  test('with an organization node: the flags stay', async () => {
    const { catalog, clock } = startSimulator();
    const first = await shareWith(catalog(), WORKLOADS, { SharePrincipals: true });
    await clock.advance(60);

    const second = await shareWith(catalog(), WORKLOADS, { ShareTagOptions: true, SharePrincipals: false });

    expect(second).toBe(first);
    expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toEqual([
      {
        PrincipalId: WORKLOADS,
        Type: 'ORGANIZATIONAL_UNIT',
        Accepted: true,
        ShareTagOptions: false,
        SharePrincipals: true,
      },
    ]);
  });

  test('with an account: the flag and the acceptance stay', async () => {
    const { catalog } = startSimulator();
    const share = { PortfolioId: PORTFOLIO, AccountId: STRANGER };
    await catalog().send(new CreatePortfolioShareCommand({ ...share, ShareTagOptions: true }));
    await catalog(STRANGER).send(new AcceptPortfolioShareCommand({ PortfolioId: PORTFOLIO }));

    await catalog().send(new CreatePortfolioShareCommand(share));

    expect(await sharesOf(catalog(), 'ACCOUNT')).toMatchObject([{ Accepted: true, ShareTagOptions: true }]);
  });
});

test('To update an existing share, you must use the UpdatePortfolioShare API instead.', async () => {
  const { catalog, clock } = startSimulator();
  await shareWith(catalog(), WORKLOADS);
  await clock.advance(60);

  const { PortfolioShareToken, Status } = await catalog().send(
    new UpdatePortfolioShareCommand({
      PortfolioId: PORTFOLIO,
      OrganizationNode: nodeOf(WORKLOADS),
      SharePrincipals: true,
    }),
  );
  await clock.advance(60);

  expect(Status).toBe('NOT_STARTED');
  expect(await statusOf(catalog(), PortfolioShareToken ?? '')).toMatchObject({ Status: 'COMPLETED' });
  expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toMatchObject([
    { ShareTagOptions: false, SharePrincipals: true },
  ]);
});

describe('For a user in a recipient account who is not an Service Catalog Admin, but still has the ability to create Principals (Users/Groups/Roles), that user could create a role that matches a principal name association for the portfolio.', () => {
  const created = 'arn:aws:iam::444455556666:role/Developer_by_somebody';

  test.each([
    [true, true],
    [false, false],
  ])('SharePrincipals %s lets such a role in: %s', async (SharePrincipals, mayLaunch) => {
    const { simulator, catalog, clock } = startSimulator();
    await associate(catalog(), 'arn:aws:iam:::role/Developer_*', 'IAM_PATTERN');

    await shareWith(catalog(), WORKLOADS, { SharePrincipals });
    await clock.advance(60);

    expect(simulator.controls.principalMayLaunch(PORTFOLIO, created)).toBe(mayLaunch);
  });
});

test('When you pass OrganizationNode, it creates PortfolioShare for all of the Amazon Web Services accounts that are associated to the OrganizationNode.', async () => {
  const { catalog, clock } = startSimulator();

  const token = await shareWith(catalog(), WORKLOADS);
  await clock.advance(60);

  const { ShareDetails } = await statusOf(catalog(), token);
  expect(ShareDetails?.SuccessfulShares?.toSorted()).toEqual(WORKLOAD_ACCOUNTS);
  expect(await accessOf(catalog())).toEqual(WORKLOAD_ACCOUNTS);
  expect(WORKLOAD_ACCOUNTS).toEqual(expect.arrayContaining(PRODUCTION_ACCOUNTS));
});

test('The output returns a PortfolioShareToken, which enables the administrator to monitor the status of the PortfolioShare creation process.', async () => {
  const { catalog, clock } = startSimulator();
  const token = await shareWith(catalog(), WORKLOADS);

  const seen: unknown[] = [];
  for (const seconds of [0, 1, 5, 5, 10, 39]) {
    await clock.advance(seconds);
    const { Status, ShareDetails } = await statusOf(catalog(), token);
    seen.push([Status, ShareDetails?.SuccessfulShares?.length]);
  }

  expect(seen).toEqual([
    ['NOT_STARTED', 0],
    ['IN_PROGRESS', 0],
    ['IN_PROGRESS', 1],
    ['IN_PROGRESS', 2],
    ['IN_PROGRESS', 4],
    ['COMPLETED', 4],
  ]);
});

test('If this flag is not provided, TagOptions sharing is disabled. If this flag is not provided, principal sharing is disabled.', async () => {
  const { catalog } = startSimulator();

  await shareWith(catalog(), WORKLOADS);

  expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toMatchObject([
    { ShareTagOptions: false, SharePrincipals: false },
  ]);
});

describe('When you enable Principal Name Sharing for a portfolio share, the share recipient account end users with a principal that matches any of the associated IAM patterns can provision products from the portfolio.', () => {
  test.each([
    ['a matching role of a recipient', 'arn:aws:iam::555566667777:role/team/Developer_1', true],
    ['a role of a recipient that does not match', 'arn:aws:iam::555566667777:role/Auditor', false],
    [
      'a matching role of an account without the share',
      `arn:aws:iam::${SANDBOX_ACCOUNT}:role/team/Developer_1`,
      false,
    ],
  ])('%s', async (_name, principalArn, mayLaunch) => {
    const { simulator, catalog, clock } = startSimulator();
    await associate(catalog(), 'arn:aws:iam:::role/*/Developer_?', 'IAM_PATTERN');

    await shareWith(catalog(), WORKLOADS, { SharePrincipals: true });
    await clock.advance(60);

    expect(simulator.controls.principalMayLaunch(PORTFOLIO, principalArn)).toBe(mayLaunch);
  });
});

describe('Once shared, the share recipient can view associations of PrincipalType : IAM_PATTERN on their portfolio.', () => {
  test.each([
    [true, [{ PrincipalARN: 'arn:aws:iam:::role/Developer_*', PrincipalType: 'IAM_PATTERN' }]],
    [false, []],
  ])('SharePrincipals %s', async (SharePrincipals, viewed) => {
    const { catalog, clock } = startSimulator();
    await associate(catalog(), 'arn:aws:iam:::role/Developer_*', 'IAM_PATTERN');
    await associate(catalog(), `arn:aws:iam::${MANAGEMENT}:role/Admin`, 'IAM');

    await shareWith(catalog(), WORKLOADS, { SharePrincipals });
    await clock.advance(60);

    const list = new ListPrincipalsForPortfolioCommand({ PortfolioId: PORTFOLIO });
    expect((await catalog('333344445555').send(list)).Principals).toEqual(viewed);
    expect((await catalog().send(list)).Principals).toHaveLength(2);
  });
});

test('You can create the principals in the recipient account before or after creating the share.', async () => {
  const { simulator, catalog, clock } = startSimulator({ iam: { unlistedExist: false } });
  await associate(catalog(), 'arn:aws:iam:::role/Developer_*', 'IAM_PATTERN');
  simulator.controls.createPrincipal('arn:aws:iam::333344445555:role/Developer_before');

  await shareWith(catalog(), WORKLOADS, { SharePrincipals: true });
  await clock.advance(60);
  simulator.controls.createPrincipal('arn:aws:iam::333344445555:role/Developer_after');

  for (const name of ['before', 'after']) {
    const principalArn = `arn:aws:iam::333344445555:role/Developer_${name}`;
    expect(simulator.controls.principalMayLaunch(PORTFOLIO, principalArn)).toBe(true);
  }
});

test('The portfolio shares a unique identifier that only returns if the portfolio is shared to an organization node.', async () => {
  const { catalog, clock } = startSimulator();

  const ofAccount = await catalog().send(
    new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER }),
  );
  const ofUnit = await shareWith(catalog(), WORKLOADS);
  await clock.advance(60);
  const ofOtherUnit = await shareWith(catalog(), SANDBOX);

  expect(ofAccount.PortfolioShareToken).toBeUndefined();
  expect(new Set([ofUnit, ofOtherUnit, 'no token']).size).toBe(3);
});

test.each(['en', 'jp', 'zh'])('The language code: %s', async (AcceptLanguage) => {
  const { catalog } = startSimulator();

  const share = new CreatePortfolioShareCommand({
    AcceptLanguage,
    PortfolioId: PORTFOLIO,
    OrganizationNode: nodeOf(WORKLOADS),
  });

  expect((await catalog().send(share)).PortfolioShareToken).toBeDefined();
});

describe('Exceptions', () => {
  test('ServiceCatalog.Client.exceptions.ResourceNotFoundException', async () => {
    const { catalog } = startSimulator();
    const share = new CreatePortfolioShareCommand({
      PortfolioId: 'port-unknown',
      OrganizationNode: nodeOf(WORKLOADS),
    });

    await expect(catalog().send(share)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('ServiceCatalog.Client.exceptions.LimitExceededException', async () => {
    const { catalog } = startSimulator({ quotas: { sharedAccountsPerPortfolio: 3 } });

    await expect(shareWith(catalog(), WORKLOADS)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  test('ServiceCatalog.Client.exceptions.InvalidParametersException', async () => {
    const { catalog } = startSimulator();
    const neither = new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO });

    await expect(catalog().send(neither)).rejects.toMatchObject({ name: 'InvalidParametersException' });
  });

  test('ServiceCatalog.Client.exceptions.OperationNotSupportedException', async () => {
    const { catalog } = startSimulator(HUB);

    await expect(shareWith(catalog(MEMBER), WORKLOADS)).rejects.toMatchObject({
      name: 'OperationNotSupportedException',
    });
  });

  test('ServiceCatalog.Client.exceptions.InvalidStateException', async () => {
    const { catalog } = startSimulator();
    await shareWith(catalog(), WORKLOADS);

    await expect(shareWith(catalog(), SANDBOX)).rejects.toMatchObject({
      name: 'InvalidStateException',
      message: 'Cannot process more than one portfolio share action at the same time. Try again later.',
    });
  });
});
