import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allCells, NOT_CALLED } from './cell.ts';
import { nameOfCall, workflowCalls } from './workflow-calls.ts';

const page = readFileSync('docs/fault-matrix.md', 'utf8');

test('every call of the workflow has its cells, or a reason why it needs none', () => {
  const calls = workflowCalls().map(nameOfCall);

  expect(Object.keys(NOT_CALLED).filter((name) => !calls.includes(name))).toEqual([]);
  expect(calls.length).toBeGreaterThan(40);
});

test('the page says about how many cells there are, and names every call that has none', () => {
  const [, said = ''] = /\*\*About ([\d,]+) cells\*\*/.exec(page) ?? [];

  expect(Math.abs(allCells().length - Number(said.replace(',', '')))).toBeLessThanOrEqual(100);
  for (const [call, why] of Object.entries(NOT_CALLED)) expect(page).toContain(`- \`${call}\`: ${why}`);
});
