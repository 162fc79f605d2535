import { expect, test, vi } from 'vitest';
import { BEFORE, EXECUTION, HELD, HOLDER, NOW, RECORD, REQUEST, SCOPE } from '../given.ts';
import { GONE, IN_WORK, LEASE, LENGTH, NOON, OPEN, sweepAll, waiting } from './sweep-given.ts';

test('a sweep that finds all in order leaves all as it is, and tells how it stands', async () => {
  const { ledger, metrics, told, said, calls } = await sweepAll();

  expect(told).toEqual([]);
  expect(said).toEqual([]);
  expect(ledger[LEASE].holder).toEqual(HOLDER);
  expect(ledger['SWEEP SWEEP']).toEqual({ reconciledAt: NOON });
  expect(metrics).toMatchObject([
    { OldestOpenRequestSeconds: 0, QueueLength: 0, QueueAgeSeconds: 0, ReconciliationAgeSeconds: 0 },
  ]);
  expect(calls).toEqual(['DescribeExecution', 'ListExecutions', 'ListExecutions', 'ListExecutions']);
});

test('one sweep at a time', async () => {
  const mark = {
    pk: 'SWEEP',
    sk: 'SWEEP',
    sweepId: 'another',
    heldUntil: '2026-03-02T10:02:00.000Z',
    reconciledAt: BEFORE,
  };

  const other = await sweepAll({ items: [mark] });
  const over = await sweepAll({ items: [{ ...mark, heldUntil: NOW }] });

  expect(other).toMatchObject({ calls: [], metrics: [], said: ['WARN Another sweep is under way'] });
  expect(over.metrics).toMatchObject([{ ReconciliationAgeSeconds: 660 }]);
});

test('its mark goes, though parts of it failed', async () => {
  const { error, ledger, metrics } = await sweepAll({ aws: { ListExecutions: 'AccessDeniedException: no' } });

  expect(error).toBe('AggregateError: 1 parts of the sweep failed, the first: ListExecutions: no');
  expect(ledger['SWEEP SWEEP']).not.toHaveProperty('sweepId');
  expect(metrics).toHaveLength(1);
});

/** Each held by a request that is not in the ledger. */
const deadLeases = Array.from({ length: 60 }, (_, at) => ({
  pk: `LEASE#port-${10 + at}`,
  sk: 'LEASE',
  ...HELD,
  holder: { ...HOLDER, requestKey: `gone-${at}` },
  ...IN_WORK,
}));
const held = (ledger: Readonly<Record<string, { readonly holder?: object }>>) =>
  Object.keys(ledger).filter((key) => key.startsWith('LEASE#port-') && ledger[key]?.holder !== undefined);

test('where more leases are in use than one sweep gets through, the next goes on from there', async () => {
  const first = await sweepAll({ lease: null, items: deadLeases });
  const mark = { pk: 'SWEEP', sk: 'SWEEP', reconciledAt: BEFORE, sweptTo: 'port-59' };
  const second = await sweepAll({ lease: null, items: [...deadLeases, mark] });

  expect(held(first.ledger)).toHaveLength(10);
  expect(held(first.ledger)).toContain('LEASE#port-69 LEASE');
  expect(first.ledger['SWEEP SWEEP'].sweptTo).toBe('port-59');
  expect(held(second.ledger)).toHaveLength(10);
  expect(held(second.ledger)).not.toContain('LEASE#port-69 LEASE');
  expect(second.ledger['SWEEP SWEEP'].sweptTo).toBe('port-49');
});

test('of many long queues a sweep looks at so few waiters that Step Functions does not throttle it', async () => {
  const queue = Array.from({ length: 20 }, (_, at) => `req-${at + 100}`);
  const leases = deadLeases
    .slice(0, 50)
    .map(({ holder: _, ...lease }) => ({ ...lease, queue, pausedAt: BEFORE }));
  const requests = queue.map((requestKey) => ({
    pk: `REQUEST#${requestKey}`,
    sk: 'REQUEST',
    ...RECORD,
    requestKey,
    executionArn: `${EXECUTION}-${requestKey}`,
    request: REQUEST,
  }));
  const paused = { pk: 'PAUSE', sk: 'PAUSE', pausedAt: BEFORE, pausedBy: 'ana' };

  const { calls, metrics } = await sweepAll({ lease: null, items: [...leases, ...requests, paused] });

  // Twenty of each of the first fifteen leases, and two of each of the others.
  expect(calls.filter((call) => call === 'DescribeExecution')).toHaveLength(370);
  expect(metrics).toMatchObject([{ QueueLength: 1_000 }]);
});

test('calls that hang keep neither the other leases nor the requests from being swept', async () => {
  let clock = 0;
  const now = vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const draining = { requestKey: 'req-0', fence: 7, portfolioShareToken: 'share-1', since: BEFORE };
  const items = deadLeases.map(({ holder: _, ...lease }) => ({
    ...lease,
    draining: { ...draining, until: '2026-03-02T12:00:00.000Z' },
  }));
  const aws = {
    DescribePortfolioShareStatus: () => {
      clock += 12_000;
      return 'AccessDeniedException: it hangs, which takes as long';
    },
    DescribeExecution: GONE,
  };

  const first = await sweepAll({ lease: null, items, record: OPEN, aws });
  now.mockRestore();

  expect(first.ledger['SWEEP SWEEP'].sweptTo).toMatch(/^port-1\d$/);
  expect(first.record.outcome).toBeDefined();
  expect(first.inputs.ListExecutions).toHaveLength(3);
});

test('after the last lease the next sweep begins with the first, and goes by each once', async () => {
  const mark = (sweptTo: string) => ({ pk: 'SWEEP', sk: 'SWEEP', reconciledAt: BEFORE, sweptTo });
  const idle = { pk: 'LEASE#port-99', sk: 'LEASE', fence: 7, queue: [], ...IN_WORK };

  const anew = await sweepAll({ lease: null, items: [...deadLeases, mark('port-69')] });
  const second = await sweepAll({ lease: null, items: [...deadLeases, mark('port-10')] });
  const once = await sweepAll({ items: [idle, mark(SCOPE), ...waiting(6), LENGTH] });

  expect(anew.ledger['SWEEP SWEEP'].sweptTo).toBe('port-59');
  expect(second.ledger['SWEEP SWEEP'].sweptTo).toBe('port-60');
  expect(once.metrics).toMatchObject([{ QueueLength: 9 }]);
});

test('leases that nobody uses do not count', async () => {
  const idle = deadLeases.map(({ holder: _, ...lease }) => lease);
  const [first, ...others] = idle;
  const busy = { ...first, pk: 'LEASE#port-zz', holder: { ...HOLDER, requestKey: 'gone' } };

  const { ledger } = await sweepAll({ lease: null, items: [...others, busy] });

  expect(held(ledger)).toEqual([]);
  expect(ledger['SWEEP SWEEP']).toEqual({ reconciledAt: NOON });
});
