import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FunctionHost } from '../../sandbox/functions/functions.ts';
import { newRandom } from '../../sandbox/simulator/random.ts';
import { bySize } from '../size.ts';
import { draw } from '../storm/draw.ts';
import { allCells, type Cell, fewestCells, pairedCells, sampledCells, takesRealTime } from './cell.ts';
import { judge } from './judge.ts';
import { startWorld, type World } from './world.ts';

/** Which cells a sample has. */
const SEED = Number(process.env.FAULT_SEED ?? 1);
const random = newRandom(SEED, 'cells');

/** `npm test` and `npm run prove` draw cells by FAULT_SEED; in processes there are none, and a few. */
const CELLS: Readonly<Record<FunctionHost, () => readonly Cell[]>> = {
  MEMORY: () => [
    ...sampledCells(random, bySize({ quick: 9, prove: 170, whole: Number.POSITIVE_INFINITY })),
    ...pairedCells(random, bySize({ quick: 1, prove: 40, whole: 600 })),
  ],
  PROCESSES: () =>
    bySize({ quick: () => [], prove: () => fewestCells(random), whole: allCells })().filter(
      (cell) => !takesRealTime(cell),
    ),
};

/** Defines a test for each cell of one part of the matrix. */
export function runCells(host: FunctionHost, part = 1, parts = 1): void {
  const cells = CELLS[host]()
    .filter((_, index) => index % parts === part - 1)
    .filter(({ name }) => name.includes(process.env.FAULT_CELL ?? ''));

  describe.skipIf(cells.length === 0)(`functions in ${host}`, () => {
    let world: World;
    beforeAll(async () => {
      world = await startWorld(cells.map(portfolioIdOf), host);
    });
    afterAll(() => world.close());

    // Not `$name`: it would be cut short.
    test.each(cells.map((cell) => [cell.name, cell] as const))(
      '%s ends in one outcome that is true, and leaves nothing behind',
      async (_, cell) => {
        const ended = await world.run(cell, portfolioIdOf(cell));

        const { outcome, problems } = judge(cell, ended, world.sandbox);
        expect(problems, outcome).toEqual([]);
      },
    );
  });
}

function portfolioIdOf({ flavour, name, second }: Cell): string {
  const id = `port-${flavour}-${name.replace(/[^A-Za-z]+/g, '')}`.slice(0, 90);
  return second ? `${id.slice(0, 80)}${draw(1, name).toString(36).slice(2, 10)}` : id;
}
