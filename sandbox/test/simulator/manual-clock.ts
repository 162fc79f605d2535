import type { Clock } from '../../clock/clock.ts';

export interface ManualClock extends Clock {
  /** Lets nominal seconds pass and wakes who waited for them. */
  advance(seconds: number): Promise<void>;
  /** Resolves once somebody waits for time to pass. */
  hasSleeper(): Promise<void>;
}

export function manualClock(startAt = Date.UTC(2026, 10, 21)): ManualClock {
  let now = startAt;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  let onSleeper = () => {};
  return {
    now: () => now,
    delay: (ms) =>
      new Promise((wake) => {
        sleepers.push({ at: now + ms, wake });
        onSleeper();
      }),
    hasSleeper: () =>
      new Promise((resolve) => {
        onSleeper = resolve;
        if (sleepers.length > 0) {
          resolve();
        }
      }),
    async advance(seconds) {
      now += seconds * 1000;
      const due = sleepers.filter(({ at }) => at <= now);
      sleepers = sleepers.filter(({ at }) => at > now);
      for (const { wake } of due) {
        wake();
      }
      // What was woken goes on in a later turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
