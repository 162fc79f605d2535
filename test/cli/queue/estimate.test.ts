import { expect, test } from 'vitest';
import { estimateSeconds } from '../../../cli/queue/estimate.ts';

test.each([
  ['the rest of this turn, and those before it', [60, 62, 600], 2, 20, 42 + 124],
  ['no less than nothing of this turn', [60], 0, 100, 0],
  ['unknown, if no turn is known', [], 1, 20, undefined],
  ['unknown, if this turn takes unusually long', [60], 1, 3_600, undefined],
  ['unknown, if by this clock the turn has not begun', [60], 0, -30, undefined],
])('how long a request waits still is %s', (_, durations, before, ran, expected) => {
  expect(estimateSeconds(durations, before, ran)).toBe(expected);
});
