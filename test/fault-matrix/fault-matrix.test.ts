import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allCells, type Cell, NOT_CALLED, sampledCells } from './cell.ts';
import { judge } from './judge.ts';
import { readTable, writeTable } from './table.ts';
import { nameOfCall, workflowCalls } from './workflow-calls.ts';
import { startWorld, type World } from './world.ts';

/** `npm run fault-matrix` runs every cell and writes the page; `npm test` one for each call and kind of fault. */
const isWhole = process.env.FAULT_MATRIX === 'all';
const PAGE = 'docs/fault-matrix.md';
const cells = (isWhole ? allCells() : sampledCells()).filter(({ name }) =>
  name.includes(process.env.FAULT_CELL ?? ''),
);
const seen = new Map<string, string>();
let world: World;

beforeAll(async () => {
  world = await startWorld(cells.map(portfolioIdOf));
});
afterAll(async () => {
  await world.close();
  if (isWhole && process.env.FAULT_CELL === undefined) writeFileSync(PAGE, writeTable(allCells(), seen));
});

test.each(cells)('$name ends in one outcome that is true, and leaves nothing behind', async (cell) => {
  const ended = await world.run(cell, portfolioIdOf(cell));

  const { outcome, problems } = judge(cell, ended, world.sandbox);
  seen.set(cell.name, outcome);
  expect(problems, outcome).toEqual([]);
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
