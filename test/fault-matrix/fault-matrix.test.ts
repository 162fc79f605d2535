import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FunctionHost } from '../../sandbox/functions/functions.ts';
import { allCells, type Cell, NOT_CALLED, sampledCells, takesRealTime } from './cell.ts';
import { judge } from './judge.ts';
import { readTable, type Seen, writeTable } from './table.ts';
import { nameOfCall, workflowCalls } from './workflow-calls.ts';
import { startWorld, type World } from './world.ts';

/** `npm test` runs every cell in memory and one for each call and kind in processes; `npm run fault-matrix` all in both. */
const isWhole = process.env.FAULT_MATRIX === 'all';
const PAGE = 'docs/fault-matrix.md';
const CELLS: Readonly<Record<FunctionHost, readonly Cell[]>> = {
  MEMORY: allCells(),
  PROCESSES: (isWhole ? allCells() : sampledCells()).filter((cell) => !takesRealTime(cell)),
};
const seen: Seen = { MEMORY: new Map(), PROCESSES: new Map() };

describe.each(['MEMORY', 'PROCESSES'] as const)('functions in %s', (host) => {
  const cells = CELLS[host].filter(({ name }) => name.includes(process.env.FAULT_CELL ?? ''));
  let world: World;
  beforeAll(async () => {
    world = await startWorld(cells.map(portfolioIdOf), host);
  });
  afterAll(() => world.close());

  test.each(cells)('$name ends in one outcome that is true, and leaves nothing behind', async (cell) => {
    const ended = await world.run(cell, portfolioIdOf(cell));

    const { outcome, problems } = judge(cell, ended, world.sandbox);
    seen[host].set(cell.name, outcome);
    expect(problems, outcome).toEqual([]);
  });
});

afterAll(() => {
  if (isWhole && process.env.FAULT_CELL === undefined) writeFileSync(PAGE, writeTable(allCells(), seen));
});

test('every call of the workflow has its cells, or a reason why it needs none', () => {
  const calls = workflowCalls().map(nameOfCall);

  expect(Object.keys(NOT_CALLED).filter((name) => !calls.includes(name))).toEqual([]);
  expect(calls.length).toBeGreaterThan(40);
});

test.skipIf(isWhole)('the page names every cell, no more and no fewer', () => {
  const page = readFileSync(PAGE, 'utf8');

  expect(readTable(page), 'stale: npm run fault-matrix').toEqual(allCells().map(({ name }) => name));
});

function portfolioIdOf({ flavour, name }: Cell): string {
  return `port-${flavour}-${name.replace(/[^A-Za-z]+/g, '')}`.slice(0, 90);
}
