import { expect, test } from 'vitest';
import { nextMeans } from '../../../core/share/next-means.ts';

const nobody = { having: 0, lacking: 3 };
const some = { having: 1, lacking: 2 };

test.each([
  ['nobody has it', nobody, [], 'when-all-failed', 'REMAKE'],
  ['nobody has it, and nothing may be deleted', nobody, [], 'never', 'UPDATE'],
  ['making it again did not help', nobody, ['REMAKE'], 'when-all-failed', 'UPDATE'],
  ['some have it', some, [], 'when-all-failed', 'UPDATE'],
  ['some have it, and an update did not help', some, ['UPDATE'], 'when-all-failed', 'CONFIRM'],
  [
    'some have it, and it may not be taken from them',
    some,
    ['UPDATE', 'CONFIRM'],
    'when-all-failed',
    undefined,
  ],
  ['nobody lacks it', { having: 3, lacking: 0 }, [], 'when-all-failed', undefined],
] as const)('where %s', (_, look, tried, heal, means) => {
  for (const hasFailed of [true, false]) expect(nextMeans(look, tried, heal, hasFailed)).toBe(means);
});

test.each([
  ['is made again, since only that tells that it works', true, [], 'when-all-failed', 'REMAKE'],
  ['is made again once', true, ['REMAKE'], 'when-all-failed', undefined],
  ['is left, where nothing may be deleted', true, [], 'never', undefined],
  ['is left, where it is not known to have failed', false, [], 'when-all-failed', undefined],
] as const)('a share at whose node nobody is %s', (_, hasFailed, tried, heal, means) => {
  expect(nextMeans({ having: 0, lacking: 0 }, tried, heal, hasFailed)).toBe(means);
});
