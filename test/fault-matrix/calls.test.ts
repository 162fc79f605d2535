import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allCells, NOT_CALLED } from './cell.ts';
import { allOtherCells, NOT_CALLED_ELSEWHERE, SCENE_OF } from './other-cell.ts';
import { nameOfCall, otherCalls, workflowCalls } from './workflow-calls.ts';

const page = readFileSync('docs/fault-matrix.md', 'utf8');

test('every call of the workflow has its cells, or a reason why it needs none', () => {
  const calls = workflowCalls().map(nameOfCall);

  expect(Object.keys(NOT_CALLED).filter((name) => !calls.includes(name))).toEqual([]);
  expect(calls.length).toBeGreaterThan(40);
});

test('every call of all other functions has its cells, or a reason why it needs none', () => {
  const calls = otherCalls();

  const without = calls.filter(({ functionKey }) => SCENE_OF[functionKey] === undefined);
  expect(without.map(({ functionKey }) => functionKey)).toEqual([]);
  const names = calls.map(nameOfCall);
  expect(Object.keys(NOT_CALLED_ELSEWHERE).filter((name) => !names.includes(name))).toEqual([]);
});

test('the page says about how many cells there are, and names every call that has none', () => {
  const [, said = ''] = /\*\*About ([\d,]+) cells\*\*/.exec(page) ?? [];

  expect(Math.abs(allCells().length - Number(said.replace(',', '')))).toBeLessThanOrEqual(100);
  const [, others = ''] = /And \*\*about ([\d,]+)\*\*/.exec(page) ?? [];
  expect(Math.abs(allOtherCells().length - Number(others.replace(',', '')))).toBeLessThanOrEqual(50);
  for (const line of linesOf({ ...NOT_CALLED, ...NOT_CALLED_ELSEWHERE })) expect(page).toContain(line);
});

/** One line for each function and reason. */
function linesOf(reasons: Readonly<Record<string, string>>): string[] {
  const groups = Map.groupBy(Object.entries(reasons), ([call, why]) => `${call.split(' ')[0]}|${why}`);
  return [...groups].map(([key, entries]) => {
    const [name, why] = key.split('|');
    const operations = entries.map(([call]) => `\`${call.split(' ')[1]}\``).join(', ');
    return `- \`${name}\`: ${operations}: ${why}\n`;
  });
}
