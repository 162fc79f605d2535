import { afterEach, expect, test } from 'vitest';
import { createVirtualClock, type VirtualClock } from '../../clock/virtual-clock.ts';

const clocks: VirtualClock[] = [];
const clockAt = (speed: number) => {
  const clock = createVirtualClock({ speed, startAt: 1_000_000 });
  clocks.push(clock);
  return clock;
};
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.close();
});

test.each([60, 600, 6000])(
  'at speed %d waits end at their nominal instants, in the order in which they are due',
  async (speed) => {
    const clock = clockAt(speed);
    const ended: { readonly name: string; readonly late: number }[] = [];
    const wait = (name: string, ms: number) => {
      const armedAt = clock.now();
      clock.setTimeout(() => ended.push({ name, late: clock.now() - armedAt - ms }), ms);
    };

    await clock.during(async () => {
      wait('last', 30_000);
      wait('first', 1_000);
      wait('second', 1_001);
    });
    await clock.delay(40_000);

    expect(ended.map(({ name }) => name)).toEqual(['first', 'second', 'last']);
    for (const { name, late } of ended) {
      expect(late, name).toBeGreaterThanOrEqual(0);
      // Real milliseconds, however long this process was kept waiting between two lines: scaled ones would be many more.
      expect(late, name).toBeLessThan(1_000);
    }
  },
);

test('a chain of waits lasts its nominal sum at every speed', async () => {
  const durationAt = async (speed: number, waits: readonly number[]) => {
    const clock = clockAt(speed);
    const startedAt = clock.now();
    for (const ms of waits) await clock.delay(ms);
    return clock.now() - startedAt;
  };

  expect(await durationAt(1, [3, 5])).toBeLessThan(1_000);
  const scaled = await Promise.all([60, 600, 6000].map((speed) => durationAt(speed, [1_200, 1_900, 3_100])));

  for (const duration of scaled) {
    expect(duration).toBeGreaterThanOrEqual(6_200);
    expect(duration).toBeLessThan(7_200);
  }
});

test('while work is in flight nominal time runs as real time, so a time-out of 30 s outlives a cold start', async () => {
  const clock = clockAt(6000);
  let isTimedOut = false;
  await clock.during(async () => {
    clock.setTimeout(() => {
      isTimedOut = true;
    }, 30_000);
    const startedAt = clock.now();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(clock.now() - startedAt).toBeLessThan(5_000);
  });
  expect(isTimedOut).toBe(false);

  await clock.delay(31_000);

  expect(isTimedOut).toBe(true);
});

test('a wait of thirty days does not end at once', async () => {
  const clock = clockAt(1);
  let isOver = false;
  clock.setTimeout(
    () => {
      isOver = true;
    },
    30 * 24 * 3600 * 1000,
  );

  await clock.delay(20);

  expect(isOver).toBe(false);
});

test('time never passes a timer that has not fired', async () => {
  const clock = clockAt(6000);
  const due = clock.now() + 60_000;
  let seen = 0;
  clock.setTimeout(() => {
    seen = clock.now();
  }, 60_000);

  await clock.delay(60_001);

  expect(seen).toBeGreaterThanOrEqual(due);
  expect(seen).toBeLessThan(due + 1_000);
});

test('its Date is the nominal one, and other dates stay what they are', async () => {
  const clock = clockAt(6000);
  await clock.delay(3_600_000);

  expect(new clock.Date().getTime()).toBeGreaterThanOrEqual(1_000_000 + 3_600_000);
  expect(clock.Date.now()).toBeGreaterThanOrEqual(1_000_000 + 3_600_000);
  expect(new clock.Date('2026-01-02T03:04:05Z').toISOString()).toBe('2026-01-02T03:04:05.000Z');
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the speed %d', (speed) => {
  expect(() => createVirtualClock({ speed })).toThrow(/^speed is .*; expected a number above 0/);
});
