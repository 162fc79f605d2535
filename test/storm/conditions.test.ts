import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { startLedger } from '../aws/ledger/start-ledger.ts';
import { FOUND_BY_STORM, IN_INTERLEAVINGS, SECOND_LOCKS } from './conditions.ts';
import { conditionsInCode, nameOfCondition } from './conditions-in-code.ts';
import { watchLedger } from './ledger-watch.ts';
import { type PlantedDefect, withoutPart } from './planted-defect.ts';
import type { Play } from './stale-writes/play.ts';

const IN_CODE = conditionsInCode();
const NAMES = [...new Set(IN_CODE.map(nameOfCondition))];

let sandbox: Sandbox;
let plays: Readonly<Record<string, Play>>;
/** Taken away from every write. */
let planted: readonly PlantedDefect[] = [];
const broken: string[] = [];
beforeAll(async () => {
  const watch = watchLedger(() => sandbox.tables);
  sandbox = await startLedger({
    async interceptCall({ service, operation, body }, perform) {
      const isWrite = service === 'dynamodb' && /^(Put|Update|Delete)Item$/.test(operation);
      if (!isWrite) return perform();
      const outcome = await perform(planted.reduce(withoutPart, body));
      broken.push(...(await watch.look(body)));
      return outcome;
    },
  });
  const { OF_REQUESTS } = await import('./stale-writes/of-requests.ts');
  const { OF_SHARES } = await import('./stale-writes/of-shares.ts');
  const { OF_THE_REST } = await import('./stale-writes/of-the-rest.ts');
  plays = { ...OF_REQUESTS, ...OF_SHARES, ...OF_THE_REST };
});
afterAll(() => sandbox.close());

test('each condition of a write of the ledger is found to be gone, or is listed as a second lock', () => {
  const lists = [IN_INTERLEAVINGS, SECOND_LOCKS, plays].flatMap((list) => Object.keys(list)).sort();

  expect(lists).toEqual(NAMES.toSorted());
});

test('what storms find is found by a play too', () => {
  expect(Object.keys(FOUND_BY_STORM).filter((name) => !(name in plays))).toEqual([]);
});

describe('a write that comes too late', () => {
  test.each(NAMES.filter(isPlayed))('is refused by its condition: %s', async (name) => {
    const defects = IN_CODE.filter((one) => nameOfCondition(one) === name);

    expect(await harmOf(name, []), 'with the condition').toEqual([]);
    expect(await harmOf(name, defects), 'without it').not.toEqual([]);
  });
});

function isPlayed(name: string): boolean {
  return !(name in IN_INTERLEAVINGS) && !(name in SECOND_LOCKS);
}

let played = 0;
async function harmOf(name: string, defects: readonly PlantedDefect[]): Promise<string[]> {
  broken.length = 0;
  planted = defects;
  const lost = await plays[name]?.(`port-${played++}`);
  planted = [];
  return [...broken, ...(lost ? [lost] : [])];
}
