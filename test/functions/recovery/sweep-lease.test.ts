import { expect, test } from 'vitest';
import { MOST_WAITERS, sweepLease } from '../../../functions/recovery/sweep-lease.ts';
import { guarding } from '../../../functions/recovery/sweep-parts.ts';
import {
  BEFORE,
  EXECUTION,
  type Given,
  HELD,
  HOLDER,
  PLACE,
  PORTFOLIO,
  RECORD,
  REQUEST,
  SCOPE,
} from '../given.ts';
import { part } from '../step.ts';
import { GONE, IN_WORK, LEASE, LENGTH, NOON, RUNNING, sweepAll, TICKET, waiting } from './sweep-given.ts';

const FREE = { fence: 7, queue: [] };
const WAITING = [TICKET, { pk: `QUEUE#${SCOPE}`, sk: PLACE, since: BEFORE }];

/** Not at a tenth minute, when the queue is counted anew. */
const sweep = (given: Given = {}, scope = SCOPE) =>
  part(
    async (task) => {
      const { guard, throwFailures } = guarding();
      const queue = await sweepLease(scope, task, guard, MOST_WAITERS);
      throwFailures();
      return queue;
    },
    { now: NOON, aws: { DescribeExecution: RUNNING }, ...given },
  );

test('nobody waits for a lease that nobody holds, whatever its stored length, which every ten minutes is counted anew', async () => {
  const idle = await sweep({ lease: FREE, items: [LENGTH] });
  const counted = await sweep({ lease: FREE, items: [LENGTH], now: '2026-03-02T10:10:00.000Z' });

  for (const { out, error, said } of [idle, counted]) {
    expect(error).toBeUndefined();
    expect(out).toEqual({ length: 0, looks: 0, ageSeconds: 0, isIdle: true });
    expect(said).toEqual([]);
  }
  expect(idle.ledger[`LENGTH#${SCOPE} LENGTH`].waiting).toBe(9);
  expect(counted.ledger[`LENGTH#${SCOPE} LENGTH`].waiting).toBe(0);
});

test('a lease that nobody holds goes to the first who waits, whose wake was lost', async () => {
  const { ledger, out, error } = await sweep({ lease: FREE, items: WAITING });
  const oneListed = await sweep({ lease: { ...FREE, queue: ['gone'] }, items: WAITING });

  expect(error).toBeUndefined();
  expect(out.isIdle).toBe(false);
  for (const { [LEASE]: lease } of [ledger, oneListed.ledger])
    expect(lease).toMatchObject({ holder: { requestKey: 'req-1', fence: 8 }, queue: [] });
});

test('a lease that has no list of an earlier version is swept as any other', async () => {
  const { error, said, out } = await sweep({ lease: { fence: 7, holder: HELD.holder } });

  expect([error, said]).toEqual([undefined, []]);
  expect(out).toEqual({ length: 0, looks: 0, ageSeconds: 0, isIdle: false });
});

test('of those that an earlier version listed, twenty are looked at', async () => {
  const queue = Array.from({ length: 22 }, (_, nth) => `gone-${nth}`);

  const { ledger, error, out } = await sweep({ lease: { ...HELD, queue } });

  expect(error).toBeUndefined();
  expect(ledger[LEASE].queue).toEqual(['gone-20', 'gone-21']);
  expect(out).toMatchObject({ length: 22, ageSeconds: 0 });
});

test('a lease that was left paused goes on, unless writes are paused', async () => {
  const left = { pk: `LEASE#${PORTFOLIO}`, sk: 'LEASE', ...FREE, pausedAt: BEFORE };
  const pause = { pk: 'PAUSE', sk: 'PAUSE', pausedAt: BEFORE, pausedBy: 'ana' };

  const resumed = await sweep({ lease: null, items: [left] }, PORTFOLIO);
  const paused = await sweep({ lease: null, items: [left, pause] }, PORTFOLIO);

  expect(resumed.ledger[`LEASE#${PORTFOLIO} LEASE`]).not.toHaveProperty('pausedAt');
  expect(paused.ledger[`LEASE#${PORTFOLIO} LEASE`].pausedAt).toBe(BEFORE);
});

test('a holder whose execution is gone is finished, and the next goes on', async () => {
  const place = '1#000000000006#req-2#0001';
  const second = {
    pk: 'REQUEST#req-2',
    sk: 'REQUEST',
    ...RECORD,
    requestKey: 'req-2',
    executionArn: `${EXECUTION}-2`,
    request: REQUEST,
  };
  const items = [
    second,
    { pk: 'REQUEST#req-2', sk: 'TURN', turn: 1, state: 'WAITING', taskToken: 'token-2', scope: SCOPE, place },
    { pk: `QUEUE#${SCOPE}`, sk: place, since: BEFORE },
    { pk: `LENGTH#${SCOPE}`, sk: 'LENGTH', waiting: 1 },
  ];
  const DescribeExecution = ({ executionArn }: { executionArn: string }) =>
    executionArn === EXECUTION ? { ...RUNNING, status: 'FAILED' } : RUNNING;

  const { ledger, told, metrics } = await sweepAll({ items, aws: { DescribeExecution } });

  expect(told).toMatchObject([
    { detail: { requestId: 'test-1', failure: { cause: expect.stringContaining('ended as FAILED') } } },
  ]);
  expect(ledger[LEASE].holder).toMatchObject({ requestKey: 'req-2', fence: 8 });
  expect(metrics.at(-1)).toMatchObject({ QueueLength: 0 });
});

test('who waits is counted, and the oldest is told', async () => {
  const items = [
    ...waiting(6),
    ...waiting(7, { acceptedAt: '2026-03-02T09:41:00.000Z', requestedAt: '2026-03-02T09:41:00.000Z' }),
    { ...LENGTH, waiting: 2 },
  ];

  const { metrics, ledger } = await sweepAll({ items });
  const listed = await sweepAll({ items, lease: { ...HELD, ...IN_WORK, queue: ['req-6'] } });

  expect(metrics).toMatchObject([{ QueueLength: 2, QueueAgeSeconds: 1_200 }]);
  expect(listed.metrics).toMatchObject([{ QueueLength: 3, QueueAgeSeconds: 1_200 }]);
  expect(ledger[LEASE].holder).toEqual(HOLDER);
});

test('a waiter whose execution is gone leaves the queue before its turn', async () => {
  const DescribeExecution = ({ executionArn }: { executionArn: string }) =>
    executionArn === `${EXECUTION}-7` ? GONE : RUNNING;
  const items = [...waiting(6), ...waiting(7), LENGTH];

  const { ledger, told } = await sweepAll({ items, aws: { DescribeExecution } });

  expect(told).toMatchObject([{ detail: { failure: { code: 'ABORTED' } } }]);
  expect(ledger).not.toHaveProperty([`QUEUE#${SCOPE} 1#000000000007#req-7#0001`]);
  expect(ledger).toHaveProperty([`QUEUE#${SCOPE} 1#000000000006#req-6#0001`]);
});

test('the length of the queue is counted anew every ten minutes', async () => {
  const items = [...waiting(6), LENGTH];

  const counted = await sweepAll({ items, now: '2026-03-02T10:10:30.000Z' });
  const between = await sweepAll({ items });

  expect(counted.ledger[`LENGTH#${SCOPE} LENGTH`].waiting).toBe(1);
  expect(between.ledger[`LENGTH#${SCOPE} LENGTH`].waiting).toBe(9);
});

test('a holder that the ledger knows nothing of is removed', async () => {
  const lost = { ...HOLDER, requestKey: 'req-9' };

  const { ledger, said, lines } = await sweepAll({ lease: { ...HELD, ...IN_WORK, holder: lost } });
  const listed = await sweepAll({ lease: { ...HELD, ...IN_WORK, queue: ['req-9'] } });

  expect(ledger[LEASE]).not.toHaveProperty('holder');
  expect(ledger['REQUEST#req-9 TURN']).toMatchObject({ state: 'ENDED', closedAt: NOON });
  expect(said).toEqual(['ERROR Removed from the lease what the ledger holds no request of']);
  expect(lines[0]).toMatchObject({ scope: SCOPE, requestKey: 'req-9' });
  expect(listed.ledger[LEASE]).toMatchObject({ queue: [], holder: HOLDER });
  expect(listed.metrics).toMatchObject([{ QueueAgeSeconds: 0 }]);
});

test('a holder that sleeps on for an hour is finished, though its execution runs', async () => {
  const asleep = (grantedAt: string, confirmedAt?: string) =>
    sweepAll({ lease: { ...HELD, ...IN_WORK, holder: { ...HOLDER, grantedAt, confirmedAt } } });

  const over = await asleep('2026-03-02T09:00:59.999Z');
  const still = await asleep('2026-03-02T09:01:00.000Z');
  const awake = await asleep('2026-03-02T08:00:00.000Z', '2026-03-02T08:00:01.000Z');

  expect(over.told[0]?.detail.failure.cause).toContain('had its turn for an hour, and did not take it up');
  expect(over.ledger[LEASE]).not.toHaveProperty('holder');
  for (const { told } of [still, awake]) expect(told).toEqual([]);
});

const DRAINING = {
  requestKey: 'req-1',
  fence: 7,
  since: BEFORE,
  until: '2026-03-02T12:00:00.000Z',
  portfolioShareToken: 'share-1',
};
const status = (Status: string) => ({
  DescribePortfolioShareStatus: { PortfolioShareToken: 'share-1', Status },
});

test('a share that has ended ends the draining, and the next goes on', async () => {
  const lease = { fence: 7, queue: [], ...IN_WORK, draining: DRAINING };

  const over = await sweepAll({ lease, aws: status('COMPLETED'), items: [...waiting(6), LENGTH] });
  const still = await sweepAll({ lease, aws: status('IN_PROGRESS'), items: [...waiting(6), LENGTH] });

  expect(over.ledger[LEASE]).not.toHaveProperty('draining');
  expect(over.ledger[LEASE].holder).toMatchObject({ requestKey: 'req-6' });
  expect(over.said).toEqual(['INFO The lease has drained']);
  expect(over.lines[0]).toMatchObject({ scope: SCOPE, draining: DRAINING });
  expect(still.ledger[LEASE].draining).toEqual(DRAINING);
});
