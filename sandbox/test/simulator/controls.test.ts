import {
  DescribePortfolioCommand,
  ListConstraintsForPortfolioCommand,
  ListPortfoliosCommand,
} from '@aws-sdk/client-service-catalog';
import { describe, expect, test } from 'vitest';
import { associate } from '../service-catalog/principals.ts';
import { shareWith } from '../service-catalog/share.ts';
import { MANAGEMENT, MEMBER, PORTFOLIO, STRANGER, startSimulator, WORKLOADS } from './start-simulator.ts';

test('a portfolio is shown with its shares and how far they have come', async () => {
  const { simulator, catalog, clock } = startSimulator({
    accountFailures: [{ accounts: ['333344445555'], error: 'ThrottlingException' }],
  });
  const startedAt = clock.now();
  await associate(catalog(), 'arn:aws:iam:::role/x', 'IAM_PATTERN');
  const token = await shareWith(catalog(), WORKLOADS, { SharePrincipals: true });
  await clock.advance(12);

  const report = simulator.controls.portfolio(PORTFOLIO);

  expect(report).toEqual({
    id: PORTFOLIO,
    accountId: MANAGEMENT,
    region: 'us-east-1',
    displayName: 'Standard products',
    principals: [
      { accountId: MANAGEMENT, principalArn: 'arn:aws:iam:::role/x', principalType: 'IAM_PATTERN' },
    ],
    accountShares: [],
    nodeShares: [
      {
        node: { type: 'ORGANIZATIONAL_UNIT', id: WORKLOADS },
        createdBy: MANAGEMENT,
        shareTagOptions: false,
        sharePrincipals: true,
        accountIds: ['444455556666'],
        failedAccountIds: ['333344445555'],
        lastAction: { kind: 'CREATE', token, status: 'IN_PROGRESS', startedAt, succeeded: 1, failed: 1 },
      },
    ],
    accountIds: ['444455556666'],
  });
  expect(simulator.controls.portfolios()).toEqual([report]);
  expect(simulator.controls.shareActions()).toMatchObject([{ token, nodeId: WORKLOADS }]);
});

test('a portfolio that is not there is refused by name', () => {
  expect(() => startSimulator().simulator.controls.portfolio('port-x')).toThrow(
    'There is no portfolio port-x.',
  );
});

describe('a constraint that is added while the simulator runs', () => {
  const id = 'port-1';
  const start = () => startSimulator({ portfolios: [{ id, products: [{ id: 'prod-1' }] }] });

  test('is listed from then on', async () => {
    const { simulator, catalog } = start();
    const list = async () =>
      (await catalog().send(new ListConstraintsForPortfolioCommand({ PortfolioId: id }))).ConstraintDetails;
    expect(await list()).toEqual([]);

    simulator.controls.addConstraint(id, { type: 'LAUNCH', productId: 'prod-1' });

    expect(await list()).toMatchObject([{ ConstraintId: 'cons-11', Type: 'LAUNCH', ProductId: 'prod-1' }]);
  });

  test('is refused on a product that the portfolio lacks, and under an id that is taken', () => {
    const { controls } = start().simulator;
    controls.addConstraint(id, { id: 'cons-x', type: 'LAUNCH', productId: 'prod-1' });

    expect(() => controls.addConstraint(id, { type: 'LAUNCH', productId: 'prod-2' })).toThrow(
      'Constraint cons-12 of portfolio port-1 is on product prod-2: expected a product of that portfolio.',
    );
    expect(() => controls.addConstraint(id, { id: 'cons-x', type: 'STACKSET', productId: 'prod-1' })).toThrow(
      'Portfolio port-1 has constraint cons-x twice: expected every id once.',
    );
  });
});

describe('the log of calls', () => {
  test('tells who called what, when, and what came of it', async () => {
    const { simulator, catalog, clock } = startSimulator();
    await catalog().send(new ListPortfoliosCommand({ PageSize: 5 }));
    await clock.advance(5);
    await catalog(MEMBER, 'eu-west-1')
      .send(new DescribePortfolioCommand({ Id: 'port-x' }))
      .catch(() => {});

    expect(simulator.calls.calls()).toEqual([
      {
        at: clock.now() - 5_000,
        operation: 'ListPortfolios',
        accountId: MANAGEMENT,
        region: 'us-east-1',
        input: { PageSize: 5 },
        outcome: 'OK',
      },
      {
        at: clock.now(),
        operation: 'DescribePortfolio',
        accountId: MEMBER,
        region: 'eu-west-1',
        input: { Id: 'port-x' },
        outcome: 'ResourceNotFoundException',
      },
    ]);
    expect(simulator.calls.counts()).toEqual({ ListPortfolios: 1, DescribePortfolio: 1 });
    expect([simulator.calls.count(), simulator.calls.count('DescribePortfolio')]).toEqual([2, 1]);
  });

  test('forgets the oldest and counts on', () => {
    const { calls } = startSimulator().simulator;
    const caller = { accountId: MANAGEMENT, accessKeyId: MANAGEMENT, region: 'us-east-1' };

    for (let at = 1; at <= 25_000; at += 1) {
      calls.add(at, 'ListPortfolios', caller, {});
    }

    expect(calls.count()).toBe(25_000);
    expect(calls.calls().map(({ at }) => at)).toEqual(Array.from({ length: 10_000 }, (_, i) => 15_001 + i));
  });
});

describe('who may launch products', () => {
  test.each([
    ['a role that the owner associated', `arn:aws:iam::${MANAGEMENT}:role/Admin`, true],
    ['another role of the owner', `arn:aws:iam::${MANAGEMENT}:role/Other`, false],
    ['a role of an account outside', `arn:aws:iam::${STRANGER}:role/Admin`, false],
    ['what is no principal', 'Admin', false],
  ])('%s', async (_name, principalArn, mayLaunch) => {
    const { simulator, catalog } = startSimulator();
    await associate(catalog(), `arn:aws:iam::${MANAGEMENT}:role/Admin`, 'IAM');

    expect(simulator.controls.principalMayLaunch(PORTFOLIO, principalArn)).toBe(mayLaunch);
  });
});

test('the same seed gives the same ids, another one others', async () => {
  const tokenOf = async (seed: number) => shareWith(startSimulator({ seed }).catalog(), WORKLOADS);

  expect(await tokenOf(5)).toBe(await tokenOf(5));
  expect(await tokenOf(5)).not.toBe(await tokenOf(6));
});

test('an access key that the scenario lists acts for its account', async () => {
  const { simulator, catalog } = startSimulator({ accessKeys: { AKIAEXAMPLE: MEMBER } });

  await catalog('AKIAEXAMPLE').send(new ListPortfoliosCommand({}));

  expect(simulator.calls.calls()).toMatchObject([{ accountId: MEMBER }]);
});
