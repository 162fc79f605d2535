import { describe, expect, test } from 'vitest';
import { newRandom } from '../../sandbox/simulator/random.ts';
import { bySize } from '../size.ts';
import { packageWithConfig } from '../workflow/package-with-config.ts';
import { allOtherCells } from './other-cell.ts';
import { SCENES } from './other-scenes.ts';
import { playOther } from './other-world.ts';

const SEED = Number(process.env.FAULT_SEED ?? 1);
const MOST = bySize({ quick: 0, prove: 25, whole: Number.POSITIVE_INFINITY });
const LONGEST_MS = 120_000;

const random = newRandom(SEED, 'other cells');
const cells = allOtherCells()
  .map((cell) => ({ cell, at: random() }))
  .sort((one, other) => one.at - other.at)
  .map(({ cell }) => cell)
  .filter(({ name }) => name.includes(process.env.FAULT_CELL ?? ''))
  .slice(0, MOST);

describe.skipIf(cells.length === 0)('other functions', () => {
  test.each(cells.map((cell) => [cell.name, cell] as const))(
    '%s leaves nobody without an answer, and a share as its last request wants it',
    async (_, cell) => {
      const packageDirectory = await packageWithConfig('ways-in-config.yml');

      const { problems } = await playOther(
        packageDirectory,
        cell,
        SCENES[cell.scene],
        cell.scene === 'SWEEP',
      );

      expect(problems).toEqual([]);
    },
    LONGEST_MS,
  );
});
