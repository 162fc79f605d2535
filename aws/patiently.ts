import { setTimeout as pause } from 'node:timers/promises';
import { FoliocastError } from '../core/foliocast-error.ts';

interface Patience {
  readonly mostTries: number;
  /** Each pause is a random part of it. */
  readonly pauseMs: (tries: number) => number;
}

/** Half a minute at most. */
const OF_A_CALL: Patience = { mostTries: 6, pauseMs: (tries) => Math.min(6_000, 1_000 * 2 ** tries) };

/**
 * For work that is patient in its calls already: three minutes at most. Where Organizations answers once a second, a
 * hundred functions that ask at once have all had their answer by then.
 */
export const OF_MINUTES: Patience = { mostTries: 3, pauseMs: () => 20_000 };

/**
 * Repeats a reading call, or work that is safe to repeat, while AWS throttles it, with random pauses: hundreds of
 * functions may ask at once for what Organizations answers once a second.
 */
export async function patiently<T>(
  call: () => Promise<T>,
  { mostTries, pauseMs }: Patience = OF_A_CALL,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const isThrottled = error instanceof FoliocastError && error.name === 'ThrottlingException';
      if (!isThrottled || tries >= mostTries) throw error;
      await pause(Math.random() * pauseMs(tries));
    }
  }
}
