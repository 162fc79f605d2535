import {
  CreatePortfolioShareCommand,
  DeletePortfolioShareCommand,
  type DescribePortfolioShareType,
  ListAcceptedPortfolioSharesCommand,
  ListOrganizationPortfolioAccessCommand,
  ListPortfoliosCommand,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import { describe, expect, test } from 'vitest';
import { call } from '../simulator/call.ts';
import {
  ORGANIZATION,
  PORTFOLIO,
  SANDBOX_ACCOUNT,
  STRANGER,
  startSimulator,
  WORKLOAD_ACCOUNTS,
  WORKLOADS,
} from '../simulator/start-simulator.ts';
import { accessOf, nodeOf, sharesOf, shareWith, statusOf } from './share.ts';

const target = { PortfolioId: PORTFOLIO, OrganizationNode: nodeOf(WORKLOADS) };
const unitsIn = async (client: Parameters<typeof sharesOf>[0]) =>
  (await sharesOf(client, 'ORGANIZATIONAL_UNIT')).map(({ PrincipalId }) => PrincipalId);

describe('each list lags behind a write as long as the scenario says, and shows every write', () => {
  test('DescribePortfolioShares, a share that was there for a moment included', async () => {
    const { catalog, clock } = startSimulator({ durations: { shareSeconds: 10, shareListSeconds: 30 } });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(10);
    await catalog().send(new DeletePortfolioShareCommand(target));

    expect(await unitsIn(catalog())).toEqual([]);
    await clock.advance(20);
    expect(await unitsIn(catalog())).toEqual([WORKLOADS]);
    await clock.advance(20);
    expect(await unitsIn(catalog())).toEqual([]);
  });

  test('ListPortfolioAccess and ListOrganizationPortfolioAccess, each by itself', async () => {
    const { catalog, clock } = startSimulator({ durations: { accessListSeconds: 30, nodeListSeconds: 50 } });
    const nodes = async () =>
      (
        await catalog().send(
          new ListOrganizationPortfolioAccessCommand({
            PortfolioId: PORTFOLIO,
            OrganizationNodeType: 'ORGANIZATIONAL_UNIT',
          }),
        )
      ).OrganizationNodes;
    await shareWith(catalog(), WORKLOADS);

    await clock.advance(30);
    expect([await accessOf(catalog()), await nodes()]).toEqual([[], []]);
    await clock.advance(20);
    expect(await nodes()).toHaveLength(1);
    await clock.advance(10);
    expect(await accessOf(catalog(), WORKLOADS)).toHaveLength(4);
  });

  test('ListAcceptedPortfolioShares in the recipient account, and ListPortfolios', async () => {
    const { simulator, catalog, clock } = startSimulator({
      durations: { acceptedListSeconds: 30, portfolioListSeconds: 30 },
    });
    const [member = ''] = WORKLOAD_ACCOUNTS;
    const accepted = async () =>
      (
        await catalog(member).send(
          new ListAcceptedPortfolioSharesCommand({ PortfolioShareType: 'AWS_ORGANIZATIONS' }),
        )
      ).PortfolioDetails;
    const own = async () => (await catalog().send(new ListPortfoliosCommand({}))).PortfolioDetails;
    await shareWith(catalog(), WORKLOADS);
    const content = { DisplayName: 'New', ProviderName: 'x', IdempotencyToken: 'x' };
    await call(simulator, 'CreatePortfolio', content);

    await clock.advance(29);
    expect([await accepted(), await own()]).toMatchObject([[], [{}]]);
    await clock.advance(40);
    expect([await accepted(), await own()]).toMatchObject([[{}], [{}, {}]]);
  });
});

describe('what the lists show of a share while an action on it runs', () => {
  test.each([
    ['SHOWN', 1],
    ['HIDDEN', 0],
  ] as const)('a creation: %s', async (listedWhileCreated, count) => {
    const { catalog, clock } = startSimulator({ undocumented: { listedWhileCreated } });
    await shareWith(catalog(), WORKLOADS);

    expect(await unitsIn(catalog())).toHaveLength(count);
    await clock.advance(60);
    expect(await unitsIn(catalog())).toHaveLength(1);
  });

  test.each([
    ['OLD_FLAGS', [false]],
    ['NEW_FLAGS', [true]],
    ['HIDDEN', []],
  ] as const)('an update: %s', async (listedWhileUpdated, flags) => {
    const { catalog, clock } = startSimulator({ undocumented: { listedWhileUpdated } });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);
    const shown = async () =>
      (await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).map(({ SharePrincipals }) => SharePrincipals);

    await catalog().send(new UpdatePortfolioShareCommand({ ...target, SharePrincipals: true }));

    expect(await shown()).toEqual(flags);
    await clock.advance(60);
    expect(await shown()).toEqual([true]);
  });

  test.each([
    ['SHOWN', 1],
    ['HIDDEN', 0],
  ] as const)('a deletion: %s', async (listedWhileDeleted, count) => {
    const { catalog, clock } = startSimulator({ undocumented: { listedWhileDeleted } });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    await catalog().send(new DeletePortfolioShareCommand(target));

    expect(await unitsIn(catalog())).toHaveLength(count);
  });

  test('a status per share, which the model lacks, or none', async () => {
    const { simulator, catalog } = startSimulator({ undocumented: { statusInShares: true } });
    await shareWith(catalog(), WORKLOADS);

    const input = { PortfolioId: PORTFOLIO, Type: 'ORGANIZATIONAL_UNIT' };
    const { json } = await call(simulator, 'DescribePortfolioShares', input);

    expect(json).toMatchObject({
      PortfolioShareDetails: [{ PrincipalId: WORKLOADS, Status: 'NOT_STARTED' }],
    });
    const { json: usual } = await call(startSimulator().simulator, 'DescribePortfolioShares', input);
    expect(JSON.stringify(usual)).not.toContain('Status');
  });
});

describe('under which type and in which form a recipient is listed', () => {
  const types: DescribePortfolioShareType[] = ['ACCOUNT', 'ORGANIZATION_MEMBER_ACCOUNT'];

  test.each([
    ['ORGANIZATION_MEMBER_ACCOUNT', [0, 1]],
    ['ACCOUNT', [1, 0]],
    ['BOTH', [1, 1]],
  ] as const)('a node of type ACCOUNT: %s', async (nodeAccountListedUnder, counts) => {
    const { catalog } = startSimulator({ undocumented: { nodeAccountListedUnder } });
    await shareWith(catalog(), SANDBOX_ACCOUNT);

    const lists = await Promise.all(types.map((type) => sharesOf(catalog(), type)));

    expect(lists.map(({ length }) => length)).toEqual(counts);
  });

  test.each([
    ['ACCOUNT', [2, 0]],
    ['ORGANIZATION_MEMBER_ACCOUNT', [1, 1]],
    ['BOTH', [2, 1]],
  ] as const)('an account share with a member: %s', async (memberShareListedUnder, counts) => {
    const { catalog } = startSimulator({ undocumented: { memberShareListedUnder } });
    for (const AccountId of [SANDBOX_ACCOUNT, STRANGER]) {
      await catalog().send(new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, AccountId }));
    }

    const lists = await Promise.all(types.map((type) => sharesOf(catalog(), type)));

    expect(lists.map(({ length }) => length)).toEqual(counts);
  });

  test('by ARN, in each of three answers', async () => {
    const { catalog } = startSimulator({
      undocumented: { recipientInShares: 'ARN', recipientInNodes: 'ARN', recipientInStatus: 'ARN' },
    });
    const arn = `arn:aws:organizations::111122223333:ou/${ORGANIZATION}/${WORKLOADS}`;
    const token = await shareWith(catalog(), WORKLOADS);

    const { OrganizationNodes } = await catalog().send(
      new ListOrganizationPortfolioAccessCommand({
        PortfolioId: PORTFOLIO,
        OrganizationNodeType: 'ORGANIZATIONAL_UNIT',
      }),
    );

    expect(OrganizationNodes).toEqual([{ Type: 'ORGANIZATIONAL_UNIT', Value: arn }]);
    expect(await unitsIn(catalog())).toEqual([arn]);
    expect(await statusOf(catalog(), token)).toMatchObject({ OrganizationNodeValue: arn });
  });

  test('the levels below OrganizationParentId', async () => {
    const { catalog, clock } = startSimulator({ undocumented: { accessBelowParent: 'DIRECT_CHILDREN' } });
    await shareWith(catalog(), WORKLOADS);
    await clock.advance(60);

    expect(await accessOf(catalog(), WORKLOADS)).toHaveLength(2);
    expect(await accessOf(catalog(), ORGANIZATION)).toHaveLength(4);
  });
});
