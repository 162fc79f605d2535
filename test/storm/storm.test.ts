import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { bySize } from '../size.ts';
import { FAILED_ONCE } from './failed-once.ts';
import { runWorld } from './world.ts';

/** `npm test` has those that failed once; `npm run storm` has as many as one likes. */
const SEEDS = Array.from({ length: bySize({ quick: 0, prove: 10, whole: 100 }) }, (_, at) => at + 1);
const REQUESTS = 6;
const LONGEST_MS = 240_000;

test.each(SEEDS)(
  'the storm of seed %i leaves one true outcome each, and breaks no invariant',
  async (seed) => {
    const run = await runWorld({ packageDirectory: inject('packageDirectory'), seed, requests: REQUESTS });

    expect(run.problems).toEqual([]);
  },
  LONGEST_MS,
);

test.each(FAILED_ONCE)(
  'what failed once does not fail again: $because',
  async ({ seed, requests }) => {
    const run = await runWorld({ packageDirectory: inject('packageDirectory'), seed, requests });

    expect(run.problems).toEqual([]);
  },
  LONGEST_MS,
);

/** In `npm test` the same process plays a seed twice. */
const PROCESSES = bySize({ quick: 0, prove: 5, whole: 5 });

test.skipIf(PROCESSES > 0)('a seed gives the same calls twice', async () => {
  const world = { packageDirectory: inject('packageDirectory'), seed: 7, requests: 1 };

  expect((await runWorld(world)).hash).toBe((await runWorld(world)).hash);
});

test.skipIf(PROCESSES === 0)(
  `one seed gives the same calls, byte for byte, in ${PROCESSES} processes`,
  async () => {
    const packageDirectory = inject('packageDirectory');
    const hashOf = async () => {
      const args = ['test/storm/storm.ts', '--package', packageDirectory, '--seed', '7', '--count', '4'];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      return /^seed 7 (\w{16}):/m.exec(stdout)?.[1];
    };

    const hashes = await Promise.all(Array.from({ length: PROCESSES }, hashOf));

    expect(hashes[0]).toBeDefined();
    expect(hashes).toEqual(hashes.map(() => hashes[0]));
  },
  LONGEST_MS,
);
