import {
  AcceptPortfolioShareCommand,
  CreatePortfolioCommand,
  CreatePortfolioShareCommand,
  DeletePortfolioCommand,
  DescribePortfolioCommand,
  ListAcceptedPortfolioSharesCommand,
  ListConstraintsForPortfolioCommand,
  ListPortfoliosCommand,
  PortfolioShareType,
  RejectPortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import { describe, expect, test } from 'vitest';
import {
  MANAGEMENT,
  MEMBER,
  PORTFOLIO,
  STRANGER,
  startSimulator,
  WORKLOADS,
} from '../simulator/start-simulator.ts';
import { associate, disassociate, principalsOf } from './principals.ts';
import { sharesOf, shareWith } from './share.ts';

const NEW = { DisplayName: 'Databases', ProviderName: 'Platform team', IdempotencyToken: 'token-1' };

describe('CreatePortfolio', () => {
  test('makes a portfolio of the account and Region of its caller', async () => {
    const { catalog, clock } = startSimulator();
    const tags = [{ Key: 'cost', Value: 'shared' }];

    const { PortfolioDetail, Tags } = await catalog(MEMBER, 'eu-west-1').send(
      new CreatePortfolioCommand({ ...NEW, Description: 'All of them', Tags: tags }),
    );

    const Id = PortfolioDetail?.Id ?? '';
    expect(Id).toMatch(/^port-[a-z0-9]{13}$/);
    expect(PortfolioDetail).toEqual({
      Id,
      ARN: `arn:aws:catalog:eu-west-1:${MEMBER}:portfolio/${Id}`,
      DisplayName: 'Databases',
      Description: 'All of them',
      ProviderName: 'Platform team',
      CreatedTime: new Date(clock.now()),
    });
    expect(Tags).toEqual(tags);
    const described = await catalog(MEMBER, 'eu-west-1').send(new DescribePortfolioCommand({ Id }));
    expect(described).toMatchObject({ PortfolioDetail, Tags: tags, TagOptions: [], Budgets: [] });
    const elsewhere = catalog(MEMBER, 'us-east-1').send(new DescribePortfolioCommand({ Id }));
    await expect(elsewhere).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('answers the same portfolio for the same token, and refuses the token for another', async () => {
    const { catalog } = startSimulator();
    const first = await catalog().send(new CreatePortfolioCommand(NEW));

    const again = await catalog().send(new CreatePortfolioCommand(NEW));
    const other = catalog().send(new CreatePortfolioCommand({ ...NEW, DisplayName: 'Queues' }));

    expect(again.PortfolioDetail).toEqual(first.PortfolioDetail);
    await expect(other).rejects.toMatchObject({ name: 'InvalidParametersException' });
  });

  test('is refused beyond the quota of the Region', async () => {
    const { catalog } = startSimulator({ quotas: { portfoliosPerRegion: 1 } });

    await expect(catalog().send(new CreatePortfolioCommand(NEW))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });
});

describe('DeletePortfolio: You cannot delete a portfolio if it was shared with you or if it has associated products, users, constraints, or shared accounts.', () => {
  test('a portfolio with none of them goes', async () => {
    const { catalog } = startSimulator({ portfolios: [{ id: PORTFOLIO }] });

    await catalog().send(new DeletePortfolioCommand({ Id: PORTFOLIO }));

    expect((await catalog().send(new ListPortfoliosCommand({}))).PortfolioDetails).toEqual([]);
  });

  test.each([
    ['products', { products: [{ id: 'prod-1' }] }],
    [
      'constraints',
      { products: [{ id: 'prod-1' }], constraints: [{ type: 'LAUNCH' as const, productId: 'prod-1' }] },
    ],
    [
      'principals',
      { principals: [{ principalArn: 'arn:aws:iam:::role/x', principalType: 'IAM_PATTERN' as const }] },
    ],
    ['an account share', { shares: [{ accountId: STRANGER }] }],
    ['a share to a unit', { shares: [{ organizationNode: WORKLOADS }] }],
  ])('one with %s does not', async (_name, parts) => {
    const { catalog } = startSimulator({ portfolios: [{ id: PORTFOLIO, ...parts }] });

    await expect(catalog().send(new DeletePortfolioCommand({ Id: PORTFOLIO }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
  });

  test('nor one that was shared with the caller', async () => {
    const { catalog } = startSimulator({
      portfolios: [{ id: PORTFOLIO, shares: [{ accountId: STRANGER, accepted: true }] }],
    });

    await expect(catalog(STRANGER).send(new DeletePortfolioCommand({ Id: PORTFOLIO }))).rejects.toMatchObject(
      {
        name: 'ResourceInUseException',
        message: expect.stringContaining('shared with you'),
      },
    );
  });
});

test('ListPortfolios lists own portfolios, not imported ones', async () => {
  const { catalog } = startSimulator({
    portfolios: [{ id: PORTFOLIO, shares: [{ accountId: MEMBER, accepted: true }] }],
  });

  const lists = [catalog(), catalog(MEMBER), catalog(MANAGEMENT, 'eu-west-1')].map((client) =>
    client.send(new ListPortfoliosCommand({})),
  );

  const counts = (await Promise.all(lists)).map(({ PortfolioDetails }) => PortfolioDetails?.length);
  expect(counts).toEqual([1, 0, 0]);
});

describe('an account share', () => {
  async function offered() {
    const { catalog } = startSimulator();
    await catalog().send(new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER }));
    const accepted = async () => {
      const [share] = await sharesOf(catalog(), 'ACCOUNT');
      const { PortfolioDetails } = await catalog(STRANGER).send(new ListAcceptedPortfolioSharesCommand({}));
      return [share?.Accepted, PortfolioDetails?.map(({ Id }) => Id)];
    };
    return { owner: catalog(), recipient: catalog(STRANGER), accepted };
  }

  test('waits for its acceptance, and can be rejected again', async () => {
    const { recipient, accepted } = await offered();
    expect(await accepted()).toEqual([false, []]);

    await recipient.send(new AcceptPortfolioShareCommand({ PortfolioId: PORTFOLIO }));
    expect(await accepted()).toEqual([true, [PORTFOLIO]]);
    await recipient.send(new RejectPortfolioShareCommand({ PortfolioId: PORTFOLIO }));

    expect(await accepted()).toEqual([false, []]);
  });

  test.each(['AWS_ORGANIZATIONS', 'AWS_SERVICECATALOG'] as const)(
    'is not found as one of type %s',
    async (type) => {
      const { recipient } = await offered();

      const accept = new AcceptPortfolioShareCommand({ PortfolioId: PORTFOLIO, PortfolioShareType: type });

      await expect(recipient.send(accept)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `Portfolio not found: ${PORTFOLIO}`,
      });
    },
  );
});

describe('a share to a node', () => {
  const accept = (PortfolioShareType?: PortfolioShareType) =>
    new AcceptPortfolioShareCommand({ PortfolioId: PORTFOLIO, PortfolioShareType });

  test('needs no acceptance: the default type is not found, AWS_ORGANIZATIONS has no effect', async () => {
    const { catalog, clock } = startSimulator();
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);
    const recipient = catalog('333344445555');

    await expect(recipient.send(accept())).rejects.toThrow(`Portfolio not found: ${PORTFOLIO}`);
    await recipient.send(accept('AWS_ORGANIZATIONS'));

    const listed = Object.values(PortfolioShareType).map(async (type) => {
      const list = new ListAcceptedPortfolioSharesCommand({ PortfolioShareType: type });
      return [type, (await recipient.send(list)).PortfolioDetails?.length];
    });
    expect(await Promise.all(listed)).toEqual([
      ['AWS_ORGANIZATIONS', 1],
      ['AWS_SERVICECATALOG', 0],
      ['IMPORTED', 0],
    ]);
  });
});

describe('DisassociatePrincipalFromPortfolio', () => {
  const pattern = 'arn:aws:iam:::role/Developer_*';

  test.each([
    ['of the wrong type', 'IAM'],
    ['without a type, which means IAM', undefined],
  ] as const)('%s: ResourceNotFound, and the association stays', async (_name, type) => {
    const { catalog } = startSimulator();
    await associate(catalog(), pattern, 'IAM_PATTERN');

    await expect(disassociate(catalog(), pattern, type)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });

    expect(await principalsOf(catalog())).toEqual([[pattern, 'IAM_PATTERN']]);
  });

  test('of the type associated takes it away', async () => {
    const { catalog } = startSimulator();
    await associate(catalog(), pattern, 'IAM_PATTERN');

    await disassociate(catalog(), pattern, 'IAM_PATTERN');

    expect(await principalsOf(catalog())).toEqual([]);
  });

  test('the same principal will still have access to the portfolio if it matches one of the associated principals of type IAM_PATTERN', async () => {
    const { simulator, catalog } = startSimulator();
    const role = `arn:aws:iam::${MANAGEMENT}:role/Developer_1`;
    await associate(catalog(), role, 'IAM');
    await associate(catalog(), pattern, 'IAM_PATTERN');

    await disassociate(catalog(), role, 'IAM');
    const still = simulator.controls.principalMayLaunch(PORTFOLIO, role);
    await disassociate(catalog(), pattern, 'IAM_PATTERN');

    expect([still, simulator.controls.principalMayLaunch(PORTFOLIO, role)]).toEqual([true, false]);
  });
});

test('ListPrincipalsForPortfolio follows an association after the time that the scenario gives', async () => {
  const { catalog, clock } = startSimulator({ durations: { principalListSeconds: 5 } });
  await associate(catalog(), 'arn:aws:iam:::role/x', 'IAM_PATTERN');

  const before = await principalsOf(catalog());
  await clock.advance(5);

  expect([before, await principalsOf(catalog())]).toEqual([[], [['arn:aws:iam:::role/x', 'IAM_PATTERN']]]);
});

describe('ListConstraintsForPortfolio', () => {
  const portfolios = [
    {
      id: PORTFOLIO,
      products: [{ id: 'prod-1' }, { id: 'prod-2' }],
      constraints: [
        { id: 'cons-1', type: 'LAUNCH' as const, productId: 'prod-1', description: 'Launch as the platform' },
        { id: 'cons-2', type: 'TEMPLATE' as const, productId: 'prod-2' },
      ],
      shares: [{ organizationNode: WORKLOADS }],
    },
  ];

  test('answers owner and recipients with the constraints of the scenario', async () => {
    const { catalog } = startSimulator({ portfolios });
    const launch = {
      ConstraintId: 'cons-1',
      Type: 'LAUNCH',
      Description: 'Launch as the platform',
      Owner: MANAGEMENT,
      ProductId: 'prod-1',
      PortfolioId: PORTFOLIO,
    };

    for (const accountId of [MANAGEMENT, '333344445555']) {
      const { ConstraintDetails } = await catalog(accountId).send(
        new ListConstraintsForPortfolioCommand({ PortfolioId: PORTFOLIO }),
      );
      expect(ConstraintDetails).toEqual([launch, expect.objectContaining({ ConstraintId: 'cons-2' })]);
    }
  });

  test('of one product only, which has to be in the portfolio', async () => {
    const { catalog } = startSimulator({ portfolios });
    const of = (ProductId: string) =>
      catalog().send(new ListConstraintsForPortfolioCommand({ PortfolioId: PORTFOLIO, ProductId }));

    expect((await of('prod-2')).ConstraintDetails).toMatchObject([{ ConstraintId: 'cons-2' }]);
    await expect(of('prod-3')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
