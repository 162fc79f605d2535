import type { Random } from '../../sandbox/simulator/random.ts';

/** A way to share that others use: pauses in seconds before each try; when they are used up it gives up. */
export interface Strategy {
  readonly name: string;
  readonly pauses: (random: Random) => readonly number[];
}

/** Landing Zone Accelerator's way: sleep at random for up to a minute, then one try. */
export const RANDOM_DELAY: Strategy = {
  name: 'a random delay',
  pauses: (random) => [random() * 60],
};

/** Six tries with exponential backoff and full jitter, capped at a minute: what an SDK or a Retry block does. */
export const RETRIES_ALONE: Strategy = {
  name: 'retries alone',
  pauses: (random) => [0, 5, 10, 20, 40, 60].map((most) => random() * most),
};
