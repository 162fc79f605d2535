import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import { describe, expect, test } from 'vitest';
import {
  MANAGEMENT,
  MEMBER,
  ORGANIZATION,
  PORTFOLIO,
  PRODUCTION,
  PRODUCTION_ACCOUNTS,
  SANDBOX,
  SANDBOX_ACCOUNT,
  STRANGER,
  startSimulator,
  WORKLOAD_ACCOUNTS,
  WORKLOADS,
} from '../simulator/start-simulator.ts';
import { accessOf, nodeOf, sharesOf, shareWith, statusOf } from './share.ts';

const BUSY = 'Cannot process more than one portfolio share action at the same time. Try again later.';
const update = (flags: object, nodeId = WORKLOADS) =>
  new UpdatePortfolioShareCommand({ PortfolioId: PORTFOLIO, OrganizationNode: nodeOf(nodeId), ...flags });
const remove = (nodeId = WORKLOADS) =>
  new DeletePortfolioShareCommand({ PortfolioId: PORTFOLIO, OrganizationNode: nodeOf(nodeId) });

describe('one share action at a time', () => {
  const second = 'port-second';
  const elsewhere = 'port-elsewhere';
  const other = 'port-other-account';
  const portfolios = [
    { id: PORTFOLIO },
    { id: second },
    { id: elsewhere, region: 'eu-west-1' },
    { id: other, accountId: MEMBER },
  ];
  const organization = {
    delegatedAdministrators: [MEMBER],
    units: [
      { id: WORKLOADS, accounts: WORKLOAD_ACCOUNTS },
      { id: SANDBOX, accounts: [SANDBOX_ACCOUNT, MEMBER] },
    ],
  };

  test.each([
    ['NOTHING', []],
    ['PORTFOLIO', [PORTFOLIO]],
    ['ACCOUNT_AND_REGION', [PORTFOLIO, second]],
    ['ACCOUNT', [PORTFOLIO, second, elsewhere]],
    ['ORGANIZATION', [PORTFOLIO, second, elsewhere, other]],
  ] as const)('per %s', async (oneShareActionPer, expected) => {
    const { catalog } = startSimulator({ organization, portfolios, undocumented: { oneShareActionPer } });
    await shareWith(catalog(), WORKLOADS);

    const busy: string[] = [];
    for (const { id, region, accountId } of portfolios) {
      const share = new CreatePortfolioShareCommand({ PortfolioId: id, OrganizationNode: nodeOf(SANDBOX) });
      await catalog(accountId, region)
        .send(share)
        .catch((error) => {
          expect(error).toMatchObject({ name: 'InvalidStateException', message: BUSY });
          busy.push(id);
        });
    }

    expect(busy).toEqual(expected);
  });

  test('the same share is never acted on twice at once', async () => {
    const { catalog } = startSimulator({ undocumented: { oneShareActionPer: 'NOTHING' } });
    await shareWith(catalog(), WORKLOADS);

    await expect(shareWith(catalog(), WORKLOADS)).rejects.toThrow(BUSY);
    await expect(catalog().send(remove())).rejects.toThrow(BUSY);
  });

  test.each([
    [true, 'InvalidStateException'],
    [false, 'accepted'],
  ])('an account share waits its turn %s: %s', async (accountSharesWait, expected) => {
    const { catalog } = startSimulator({ undocumented: { accountSharesWait } });
    await shareWith(catalog(), WORKLOADS);

    const share = new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER });
    const outcome = await catalog()
      .send(share)
      .then(
        () => 'accepted',
        (error: Error) => error.name,
      );

    expect(outcome).toBe(expected);
  });

  test('the next one may start when the token says that the last one is done', async () => {
    const { catalog, clock } = startSimulator();
    const token = await shareWith(catalog(), WORKLOADS);

    await clock.advance(59.999);
    expect((await statusOf(catalog(), token)).Status).toBe('IN_PROGRESS');
    await expect(shareWith(catalog(), SANDBOX)).rejects.toThrow(BUSY);
    await clock.advance(0.001);

    expect((await statusOf(catalog(), token)).Status).toBe('COMPLETED');
    await shareWith(catalog(), SANDBOX);
  });
});

describe('UpdatePortfolioShare', () => {
  test('is refused while the creation of the share runs', async () => {
    const { catalog, clock } = startSimulator();
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(30);

    await expect(catalog().send(update({ SharePrincipals: true }))).rejects.toMatchObject({
      name: 'InvalidStateException',
      message: BUSY,
    });
  });

  test('leaves a flag that is not given, and shows the new one when it is done', async () => {
    const { catalog, clock } = startSimulator();
    await shareWith(catalog(), WORKLOADS, { ShareTagOptions: true });
    await clock.advance(60);
    const flags = async () => {
      const [share] = await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT');
      return [share?.ShareTagOptions, share?.SharePrincipals];
    };

    const { PortfolioShareToken = '' } = await catalog().send(update({ SharePrincipals: true }));
    await clock.advance(30);
    const meanwhile = await flags();
    await clock.advance(30);

    expect(meanwhile).toEqual([true, false]);
    expect(await flags()).toEqual([true, true]);
    const { Status, ShareDetails } = await statusOf(catalog(), PortfolioShareToken);
    expect([Status, ShareDetails?.SuccessfulShares]).toEqual(['COMPLETED', WORKLOAD_ACCOUNTS]);
  });

  test('that ends in ERROR changes nothing', async () => {
    const { catalog, clock } = startSimulator({ shareFaults: [{ on: ['UPDATE'], ends: 'ERROR' }] });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    const { PortfolioShareToken = '' } = await catalog().send(update({ SharePrincipals: true }));
    await clock.advance(60);

    expect((await statusOf(catalog(), PortfolioShareToken)).Status).toBe('ERROR');
    expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toMatchObject([{ SharePrincipals: false }]);
    expect(await accessOf(catalog())).toEqual(WORKLOAD_ACCOUNTS);
  });

  test('of an account share is done at once, under a token all the same', async () => {
    const { catalog } = startSimulator({
      portfolios: [{ id: PORTFOLIO, shares: [{ accountId: STRANGER }] }],
    });

    const { PortfolioShareToken = '', Status } = await catalog().send(
      new UpdatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER, ShareTagOptions: true }),
    );

    expect(Status).toBe('COMPLETED');
    expect(await statusOf(catalog(), PortfolioShareToken)).toMatchObject({
      Status: 'COMPLETED',
      OrganizationNodeValue: STRANGER,
      ShareDetails: { SuccessfulShares: [STRANGER] },
    });
    expect(await sharesOf(catalog(), 'ACCOUNT')).toMatchObject([{ ShareTagOptions: true }]);
  });

  test('of a share that does not exist is not found', async () => {
    const { catalog } = startSimulator();

    await expect(catalog().send(update({ SharePrincipals: true }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('DeletePortfolioShare', () => {
  test('takes access away account by account, and the share with the last', async () => {
    const { catalog, clock } = startSimulator();
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    const { PortfolioShareToken = '' } = await catalog().send(remove());
    await clock.advance(11);
    const [left, listed] = [await accessOf(catalog()), await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')];
    await clock.advance(49);

    expect(WORKLOAD_ACCOUNTS).toEqual(expect.arrayContaining(left));
    expect(left).toHaveLength(2);
    expect(listed).toMatchObject([{ PrincipalId: WORKLOADS }]);
    expect((await statusOf(catalog(), PortfolioShareToken)).Status).toBe('COMPLETED');
    expect(await accessOf(catalog())).toEqual([]);
    expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toEqual([]);
    await expect(catalog().send(remove())).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('of an account share is done at once and without a token', async () => {
    const { catalog } = startSimulator({
      portfolios: [{ id: PORTFOLIO, shares: [{ accountId: STRANGER }] }],
    });
    const unshare = new DeletePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER });

    const { PortfolioShareToken } = await catalog().send(unshare);

    expect(PortfolioShareToken).toBeUndefined();
    expect(await accessOf(catalog())).toEqual([]);
    await catalog().send(unshare); // what is not there is deleted without a word
  });

  test('leaves what another share still gives', async () => {
    const { catalog, clock } = startSimulator();
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);
    await shareWith(catalog(), PRODUCTION);
    await clock.advance(60);

    await catalog().send(remove(WORKLOADS));
    await clock.advance(60);

    expect(await accessOf(catalog())).toEqual(PRODUCTION_ACCOUNTS);
  });
});

describe('what the accounts of a share meet', () => {
  async function shared(parts: Parameters<typeof startSimulator>[0], before: readonly string[] = []) {
    const { catalog, clock } = startSimulator(parts);
    for (const nodeId of before) {
      await shareWith(catalog(), nodeId);
      await clock.advance(60);
    }
    const token = await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);
    const { Status, ShareDetails } = await statusOf(catalog(), token);
    return { Status, ...ShareDetails, accountIds: await accessOf(catalog()) };
  }

  test('an account that has the portfolio by another path is a DuplicateResourceException', async () => {
    const outcome = await shared({}, [PRODUCTION]);

    expect(outcome).toEqual({
      Status: 'COMPLETED_WITH_ERRORS',
      SuccessfulShares: ['333344445555', '444455556666'],
      ShareErrors: [
        { Accounts: PRODUCTION_ACCOUNTS, Error: 'DuplicateResourceException', Message: expect.any(String) },
      ],
      accountIds: WORKLOAD_ACCOUNTS,
    });
  });

  test('an account share is another path too, and the organization a third', async () => {
    const portfolios = [{ id: PORTFOLIO, shares: [{ accountId: '333344445555' }] }];

    const { ShareErrors } = await shared({ portfolios }, [ORGANIZATION]);

    expect(ShareErrors?.map(({ Accounts }) => Accounts)).toEqual([WORKLOAD_ACCOUNTS]);
  });

  test('duplicates alone are no ERROR', async () => {
    expect(await shared({}, [ORGANIZATION])).toMatchObject({ Status: 'COMPLETED_WITH_ERRORS' });
  });

  test('ThrottlingException comes in ShareErrors, one entry for all its accounts', async () => {
    const error = 'ThrottlingException';
    const outcome = await shared({
      accountFailures: [{ under: PRODUCTION, error, message: 'Rate exceeded' }],
    });

    expect(outcome).toEqual({
      Status: 'COMPLETED_WITH_ERRORS',
      SuccessfulShares: ['333344445555', '444455556666'],
      ShareErrors: [{ Accounts: PRODUCTION_ACCOUNTS, Error: error, Message: 'Rate exceeded' }],
      accountIds: ['333344445555', '444455556666'],
    });
  });

  test.each(['ERROR', 'COMPLETED_WITH_ERRORS'] as const)(
    'when every account fails the share ends in %s',
    async (statusWhenEveryAccountFails) => {
      const outcome = await shared({
        accountFailures: [{ error: 'ThrottlingException' }],
        undocumented: { statusWhenEveryAccountFails },
      });

      expect(outcome).toMatchObject({
        Status: statusWhenEveryAccountFails,
        SuccessfulShares: [],
        accountIds: [],
      });
    },
  );

  test.each([
    ['ERROR', [{ Accounts: WORKLOAD_ACCOUNTS, Error: 'InternalFailure', Message: expect.any(String) }]],
    ['ERROR_WITHOUT_SHARE_ERRORS', []],
  ] as const)('a share that ends in %s', async (ends, ShareErrors) => {
    expect(await shared({ shareFaults: [{ ends }] })).toEqual({
      Status: 'ERROR',
      SuccessfulShares: [],
      ShareErrors,
      accountIds: [],
    });
  });

  test.each([
    ['NEVER', 'IN_PROGRESS', 3],
    ['NEVER_STARTS', 'NOT_STARTED', 0],
  ] as const)('a share that %s ends stays %s', async (ends, status, reached) => {
    const { catalog, clock } = startSimulator({ shareFaults: [{ ends }] });
    const token = await shareWith(catalog(), WORKLOADS);

    await clock.advance(30 * 86_400);

    const { Status, ShareDetails } = await statusOf(catalog(), token);
    expect([Status, ShareDetails?.SuccessfulShares?.length]).toEqual([status, reached]);
    await expect(shareWith(catalog(), SANDBOX)).rejects.toThrow(BUSY);
  });

  test('an account fails as often as the scenario says, and a share made again then reaches it', async () => {
    const { catalog, clock } = startSimulator({
      accountFailures: [{ accounts: ['333344445555'], error: 'ThrottlingException', attempts: 1 }],
    });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);
    const first = await accessOf(catalog());

    await catalog().send(remove());
    await clock.advance(60);
    const token = await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    expect(first).toEqual(WORKLOAD_ACCOUNTS.slice(1));
    expect((await statusOf(catalog(), token)).Status).toBe('COMPLETED');
    expect(await accessOf(catalog())).toEqual(WORKLOAD_ACCOUNTS);
  });
});

describe('the quota of shared accounts', () => {
  const quotas = { sharedAccountsPerPortfolio: 4 };

  test('counts an account once, however many shares reach it', async () => {
    const { catalog, clock } = startSimulator({ quotas });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    await shareWith(catalog(), PRODUCTION);
    await clock.advance(60);

    await expect(shareWith(catalog(), SANDBOX)).rejects.toMatchObject({ name: 'LimitExceededException' });
    const external = new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId: STRANGER });
    await expect(catalog().send(external)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });
});

describe('DescribePortfolioShareStatus', () => {
  test('answers the management account and delegated administrators only', async () => {
    const { catalog } = startSimulator();
    const token = await shareWith(catalog(), WORKLOADS);

    await expect(statusOf(catalog(MEMBER), token)).rejects.toMatchObject({
      name: 'OperationNotSupportedException',
    });
  });

  test('knows no token of another Region, and none that was never given', async () => {
    const { catalog } = startSimulator();
    const token = await shareWith(catalog(), WORKLOADS);

    for (const asked of [
      statusOf(catalog(MANAGEMENT, 'eu-west-1'), token),
      statusOf(catalog(), 'share-unknown'),
    ]) {
      await expect(asked).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    }
  });
});
