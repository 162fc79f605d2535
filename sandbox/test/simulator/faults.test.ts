import {
  CreatePortfolioShareCommand,
  DescribePortfolioCommand,
  ListPortfoliosCommand,
} from '@aws-sdk/client-service-catalog';
import { describe, expect, test } from 'vitest';
import { nodeOf, sharesOf, shareWith, statusOf } from '../service-catalog/share.ts';
import {
  MEMBER,
  PORTFOLIO,
  SANDBOX,
  startSimulator,
  WORKLOAD_ACCOUNTS,
  WORKLOADS,
} from './start-simulator.ts';

type Parts = NonNullable<Parameters<typeof startSimulator>[0]>;
type Fault = NonNullable<Parts['faults']>[number];

const list = () => new ListPortfoliosCommand({});
const share = (nodeId = WORKLOADS) =>
  new CreatePortfolioShareCommand({ PortfolioId: PORTFOLIO, OrganizationNode: nodeOf(nodeId) });

/** What ten calls of ListPortfolios come to. */
async function outcomesOf(fault: Partial<Fault>, seed = 1, calls = 10): Promise<string> {
  const faults = [{ operation: 'ListPortfolios', error: 'ThrottlingException', ...fault }];
  const client = startSimulator({ faults, seed }).catalog();
  let outcomes = '';
  for (let i = 0; i < calls; i += 1) {
    outcomes += await client.send(list()).then(
      () => '.',
      () => 'x',
    );
  }
  return outcomes;
}

describe('which calls a fault is about', () => {
  test.each([
    ['each', {}, 'xxxxxxxxxx'],
    ['the third', { call: 3 }, '..x.......'],
    ['some', { call: [1, 2, 9] }, 'xx......x.'],
    ['every fourth', { every: 4 }, '...x...x..'],
    ['the first two', { times: 2 }, 'xx........'],
    ['every second, three times', { every: 2, times: 3 }, '.x.x.x....'],
    ['those of another account', { accountId: MEMBER }, '..........'],
    ['those of another operation', { operation: 'DescribePortfolio' }, '..........'],
    ['all operations', { operation: '*', call: 2 }, '.x........'],
  ])('%s', async (_name, fault, outcomes) => {
    expect(await outcomesOf(fault)).toBe(outcomes);
  });

  test('a probability draws the same for the same seed, and about as often as it says', async () => {
    const first = await outcomesOf({ probability: 0.3 }, 7, 300);

    expect(await outcomesOf({ probability: 0.3 }, 7, 300)).toBe(first);
    expect(await outcomesOf({ probability: 0.3 }, 8, 300)).not.toBe(first);
    const failed = first.split('x').length - 1;
    expect(failed).toBeGreaterThan(60);
    expect(failed).toBeLessThan(120);
  });

  test('one portfolio', async () => {
    const { catalog } = startSimulator({
      portfolios: [{ id: PORTFOLIO }, { id: 'port-other' }],
      faults: [{ operation: '*', portfolioId: 'port-other', error: 'AccessDeniedException' }],
    });

    await catalog().send(new DescribePortfolioCommand({ Id: PORTFOLIO }));
    const other = catalog().send(new DescribePortfolioCommand({ Id: 'port-other' }));

    await expect(other).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('what a call meets', () => {
  test('a named error, with its message and status, and no effect', async () => {
    const { catalog } = startSimulator({
      faults: [
        {
          operation: 'CreatePortfolioShare',
          call: 1,
          error: 'ThrottlingException',
          message: 'Rate exceeded',
        },
        { operation: 'CreatePortfolioShare', call: 2, error: 'InternalFailure' },
        { operation: 'CreatePortfolioShare', call: 3, error: 'SlowDown', statusCode: 429 },
      ],
    });

    for (const [name, httpStatusCode] of [
      ['ThrottlingException', 400],
      ['InternalFailure', 500],
      ['SlowDown', 429],
    ]) {
      await expect(catalog().send(share())).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    }
    expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toEqual([]);
  });

  test.each([
    ['BEFORE_EFFECT', 0],
    ['AFTER_EFFECT', 1],
  ] as const)('a connection dropped %s', async (dropConnection, shares) => {
    const { catalog } = startSimulator({ faults: [{ operation: 'CreatePortfolioShare', dropConnection }] });

    await expect(catalog().send(share())).rejects.toMatchObject({ code: 'ECONNRESET' });

    expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toHaveLength(shares);
  });

  test.each([
    ['delaySeconds', 0],
    ['delayAnswerSeconds', 1],
  ] as const)('%s, in nominal time', async (member, sharesMeanwhile) => {
    const { catalog, clock } = startSimulator({
      faults: [{ operation: 'CreatePortfolioShare', [member]: 30 }],
    });
    let isAnswered = false;

    const answer = catalog()
      .send(share())
      .finally(() => {
        isAnswered = true;
      });
    await clock.hasSleeper();
    await clock.advance(29);
    const meanwhile = [isAnswered, (await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).length];
    await clock.advance(1);

    expect(meanwhile).toEqual([false, sharesMeanwhile]);
    expect((await answer).PortfolioShareToken).toBeDefined();
  });

  test.each(['TRUNCATED', 'NOT_JSON'] as const)(
    'a malformed answer: %s, after the effect',
    async (malformedAnswer) => {
      const { catalog } = startSimulator({
        faults: [{ operation: 'CreatePortfolioShare', malformedAnswer }],
      });

      await expect(catalog().send(share())).rejects.toMatchObject({ name: 'SyntaxError' });

      expect(await sharesOf(catalog(), 'ORGANIZATIONAL_UNIT')).toHaveLength(1);
    },
  );

  test('an empty answer, which lacks the token', async () => {
    const { catalog } = startSimulator({
      faults: [{ operation: 'CreatePortfolioShare', malformedAnswer: 'EMPTY' }],
    });

    expect((await catalog().send(share())).PortfolioShareToken).toBeUndefined();
  });
});

test('a test may add faults and take them away', async () => {
  const { simulator, catalog } = startSimulator();

  simulator.controls.addFault({ operation: 'ListPortfolios', error: 'ThrottlingException' });
  await expect(catalog().send(list())).rejects.toMatchObject({ name: 'ThrottlingException' });
  simulator.controls.clearFaults();

  await catalog().send(list());
  expect(simulator.calls.count('ListPortfolios')).toBe(2);
  expect(simulator.calls.calls('ListPortfolios').map(({ outcome }) => outcome)).toEqual([
    'ThrottlingException',
    'OK',
  ]);
});

describe('faults of shares', () => {
  test('may be of one node, and of so many actions', async () => {
    const { catalog, clock } = startSimulator({
      shareFaults: [
        { organizationNode: WORKLOADS, times: 1, ends: 'ERROR', error: 'InternalError', message: 'Broken' },
      ],
    });
    const statuses: unknown[] = [];

    for (const nodeId of [SANDBOX, WORKLOADS]) {
      const token = await shareWith(catalog(), nodeId);
      await clock.advance(60);
      const { Status, ShareDetails } = await statusOf(catalog(), token);
      statuses.push([Status, ShareDetails?.ShareErrors]);
    }

    expect(statuses).toEqual([
      ['COMPLETED', []],
      ['ERROR', [{ Accounts: WORKLOAD_ACCOUNTS, Error: 'InternalError', Message: 'Broken' }]],
    ]);
  });

  test('accounts that fail by chance are the same for the same seed', async () => {
    const failed = async (seed: number) => {
      const { catalog, clock } = startSimulator({
        seed,
        organization: { units: [{ id: WORKLOADS, generate: { accounts: 100 } }] },
        portfolios: [{ id: PORTFOLIO }],
        accountFailures: [{ error: 'ThrottlingException', probability: 0.2 }],
      });
      const token = await shareWith(catalog(), WORKLOADS);
      await clock.advance(60);
      const { ShareDetails } = await statusOf(catalog(), token);
      return ShareDetails?.ShareErrors?.flatMap(({ Accounts }) => Accounts ?? []) ?? [];
    };

    const first = await failed(1);

    expect(first.length).toBeGreaterThan(5);
    expect(first.length).toBeLessThan(40);
    expect(await failed(1)).toEqual(first);
    expect(await failed(2)).not.toEqual(first);
  });
});

describe('how long a share takes', () => {
  /** Seconds after the start at which so many accounts were reached. */
  async function progressOf(durations: Parts['durations'], seconds: readonly number[]) {
    const { catalog, clock } = startSimulator({ durations });
    const token = await shareWith(catalog(), WORKLOADS);
    const seen: unknown[] = [];
    let now = 0;
    for (const second of seconds) {
      await clock.advance(second - now);
      now = second;
      const { Status, ShareDetails } = await statusOf(catalog(), token);
      seen.push(`${Status} ${ShareDetails?.SuccessfulShares?.length}`);
    }
    return seen;
  }

  test.each([
    ['no time at all', { shareSeconds: 0 }, [0], ['COMPLETED 4']],
    [
      'accounts follow one another',
      { shareSeconds: 100, notStartedSeconds: 10, accountSeconds: 20 },
      [9, 10, 30, 50, 90, 100],
      ['NOT_STARTED 0', 'IN_PROGRESS 0', 'IN_PROGRESS 1', 'IN_PROGRESS 2', 'IN_PROGRESS 4', 'COMPLETED 4'],
    ],
    [
      'closer where the share would outlast its time',
      { shareSeconds: 8, notStartedSeconds: 0, accountSeconds: 60 },
      [2, 4, 6, 8],
      ['IN_PROGRESS 1', 'IN_PROGRESS 2', 'IN_PROGRESS 3', 'COMPLETED 4'],
    ],
    [
      'a slow account holds up the share',
      { shareSeconds: 10, accounts: { '333344445555': 90 } },
      [10, 89, 90],
      ['IN_PROGRESS 3', 'IN_PROGRESS 3', 'COMPLETED 4'],
    ],
    ['a slow node', { nodes: { [WORKLOADS]: 300 } }, [299, 300], ['IN_PROGRESS 4', 'COMPLETED 4']],
  ])('%s', async (_name, durations, seconds, seen) => {
    expect(await progressOf(durations, seconds)).toEqual(seen);
  });
});
