import * as v from 'valibot';
import { expect, inject, test } from 'vitest';
import { BENCH_JSON } from '../../cli/bench/bench-json.ts';
import { runContention } from '../../cli/bench/contention.ts';
import { bySize } from '../size.ts';

test('of requests that come at once all succeed, each with one creation, and idle time between shares is below a poll', async () => {
  const flags = {
    requests: bySize({ quick: 6, prove: 15, whole: 15 }),
    seconds: 60,
    seed: 3,
    json: true,
    packageDirectory: inject('packageDirectory'),
  };

  const [printed = ''] = await runContention(flags, () => undefined);

  const { strategies } = v.parse(BENCH_JSON, JSON.parse(printed));
  const [foliocast, randomDelay, retries] = strategies;
  // A poll interval of 12 s, up to 18 s for the longest of these shares, and 2 s.
  expect(foliocast).toMatchObject({ name: 'Foliocast', successRate: 1 });
  expect(foliocast?.createCallsPerShare).toBeLessThanOrEqual(1.05);
  expect(foliocast?.overheadSecondsPerShare).toBeLessThanOrEqual(12 + 2);
  expect(foliocast?.overheadSecondsAtMost).toBeLessThanOrEqual(18 + 2);
  expect(randomDelay?.successRate).toBeLessThan(0.5);
  expect(retries?.successRate).toBeLessThan(0.5);
});
