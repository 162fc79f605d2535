import { expect, test } from 'vitest';
import { unlevel } from './unlevel.ts';

const levels = (items: (day: number) => number) =>
  Array.from({ length: 60 }, (_, day) => ({ day, items: items(day), kinds: {}, heapMegabytes: 150 }));

test('a ledger that goes on growing after its time to keep is not level', () => {
  expect(unlevel(levels((day) => 40 * day))).toEqual([expect.stringMatching('items grew from')]);
});

test('a ledger that grows until it forgets as much as comes is level', () => {
  expect(unlevel(levels((day) => 40 * Math.min(day, 31)))).toEqual([]);
});
