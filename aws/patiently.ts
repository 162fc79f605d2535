import { setTimeout as pause } from 'node:timers/promises';
import { FoliocastError } from '../core/foliocast-error.ts';

const MOST_TRIES = 6;
const LONGEST_PAUSE_MS = 6_000;

/**
 * Repeats a reading call while AWS throttles it, with growing random pauses: hundreds of functions may ask at once for
 * what Organizations answers once a second. Half a minute at most.
 */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const isThrottled = error instanceof FoliocastError && error.name === 'ThrottlingException';
      if (!isThrottled || tries >= MOST_TRIES) throw error;
      await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** tries));
    }
  }
}
