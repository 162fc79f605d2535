import { expect, inject, test } from 'vitest';
import { bySize } from '../size.ts';
import { FOUND_BY_STORM } from './conditions.ts';
import { conditionsInCode, nameOfCondition } from './conditions-in-code.ts';
import { PLANTED_KINDS } from './planted-kinds.ts';
import { runWorld, type World } from './world.ts';

type Planted = readonly [what: string, seed: number, planted: World['planted']];

/** As `npm run hunt` plays them. It finds other seeds once the service has changed. */
const REQUESTS = 3;
const LONGEST_MS = 240_000;
/** Each is tried with its own seed first, then with these. */
const OTHER_SEEDS = [12, 14, 15, 16];
const KINDS = Object.entries(PLANTED_KINDS).map(([what, { seed, plant }]): Planted => [what, seed, plant]);
const CONDITIONS = Object.entries(FOUND_BY_STORM).map(([name, seed]): Planted => {
  const planted = conditionsInCode().find((one) => nameOfCondition(one) === name);
  if (!planted) throw new Error(`No condition of the ledger's writes is ${name}`);
  return [`without ${name}`, seed, planted];
});
const SAMPLE = [...KINDS, ...CONDITIONS].slice(0, bySize({ quick: 1, prove: 7, whole: 100 }));

test.each(SAMPLE)(
  'a storm finds a planted defect: %s',
  async (_, seed, planted) => {
    const world = { packageDirectory: inject('packageDirectory'), requests: REQUESTS, planted };
    for (const one of [seed, ...OTHER_SEEDS]) {
      const { problems } = await runWorld({ ...world, seed: one });
      if (problems.length > 0) return;
    }

    expect.fail('No seed found it: look for another one with npm run hunt.');
  },
  LONGEST_MS,
);
