import { expect, test } from 'vitest';
import { sweepLease } from '../../../functions/recovery/sweep-lease.ts';
import { guarding } from '../../../functions/recovery/sweep-parts.ts';
import { BEFORE, EXECUTION, type Given, HELD, PLACE, PORTFOLIO, SCOPE } from '../given.ts';
import { part } from '../step.ts';

const LEASE = `LEASE#${SCOPE} LEASE`;
const FREE = { fence: 7, queue: [] };
const LENGTH = { pk: `LENGTH#${SCOPE}`, sk: 'LENGTH', waiting: 9 };
const WAITING = [
  {
    pk: 'REQUEST#req-1',
    sk: 'TURN',
    turn: 1,
    state: 'WAITING',
    taskToken: 't-1',
    scope: SCOPE,
    place: PLACE,
  },
  { pk: `QUEUE#${SCOPE}`, sk: PLACE, since: BEFORE },
];
const RUNNING = { executionArn: EXECUTION, stateMachineArn: 'x', name: 'x', status: 'RUNNING', input: '{}' };

/** Not at a tenth minute, when the queue is counted anew. */
const sweep = (given: Given = {}, scope = SCOPE) =>
  part(
    async (task) => {
      const { guard, throwFailures } = guarding();
      const queue = await sweepLease(scope, task, guard);
      throwFailures();
      return queue;
    },
    { now: '2026-03-02T10:01:00.000Z', aws: { DescribeExecution: RUNNING }, ...given },
  );

test('nobody waits for a lease that nobody holds, whatever its stored length, which every ten minutes is counted anew', async () => {
  const idle = await sweep({ lease: FREE, items: [LENGTH] });
  const counted = await sweep({ lease: FREE, items: [LENGTH], now: '2026-03-02T10:10:00.000Z' });

  for (const { out, error, said } of [idle, counted]) {
    expect(error).toBeUndefined();
    expect(out).toEqual({ length: 0, ageSeconds: 0, isIdle: true });
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
  expect(out).toEqual({ length: 0, ageSeconds: 0, isIdle: false });
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
