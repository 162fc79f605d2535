import { expect, test } from 'vitest';
import { hasTimeFor, REMAKE_ACTIONS } from '../../../core/share/time-for-actions.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

test.each([
  ['a deletion and a creation as long as the last action fit in', 7_200 - 2 * 600 - 180, 600, true],
  ['they do not', 7_200 - 2 * 600 - 179, 600, false],
  ['nothing tells how long they take, and a tenth is left', 7_200 - 720 - 180, undefined, true],
  ['nothing tells, and little is left', 7_200 - 719, undefined, false],
  ['the deadline has passed', 7_201, 1, false],
])('a share may be made again or not where %s', (_, now, ran, hasTime) => {
  expect(hasTimeFor(REMAKE_ACTIONS, at(now), at(7_200), ran, 7_200)).toBe(hasTime);
});

test('a deadline of a minute has time at its start', () => {
  expect(hasTimeFor(REMAKE_ACTIONS, at(5), at(60), undefined, 60)).toBe(true);
});

test('one action needs half of that', () => {
  expect(hasTimeFor(1, at(7_200 - 600 - 180), at(7_200), 600, 7_200)).toBe(true);
  expect(hasTimeFor(1, at(7_200 - 600 - 179), at(7_200), 600, 7_200)).toBe(false);
});
