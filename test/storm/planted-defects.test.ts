import { expect, inject, test } from 'vitest';
import { bySize } from '../size.ts';
import { FOUND_BY_STORM } from './conditions.ts';
import { conditionsInCode, nameOfCondition } from './conditions-in-code.ts';
import { runWorld } from './world.ts';

/** As `npm run hunt` plays them. It finds other seeds once the service has changed. */
const REQUESTS = 3;
const LONGEST_MS = 240_000;
/** Each is tried with its own seed first, then with these. */
const OTHER_SEEDS = [12, 14, 15, 16];
const SAMPLE = Object.entries(FOUND_BY_STORM).slice(0, bySize({ quick: 1, prove: 5, whole: 100 }));

test.each(SAMPLE)(
  'a storm finds that a condition is gone: %s',
  async (name, seed) => {
    const planted = conditionsInCode().find((one) => nameOfCondition(one) === name);
    if (!planted) throw new Error(`No condition of the ledger's writes is ${name}`);
    const world = { packageDirectory: inject('packageDirectory'), requests: REQUESTS };
    for (const one of [seed, ...OTHER_SEEDS]) {
      const { problems } = await runWorld({ ...world, seed: one, planted });
      if (problems.length > 0) return;
    }

    expect.fail('No seed found it: look for another one with npm run hunt.');
  },
  LONGEST_MS,
);
