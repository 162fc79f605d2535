import { expect, test } from 'vitest';
import { pollDelaySeconds } from '../../../core/share/poll-delay.ts';

const DELAYS = { firstSeconds: 12, factor: 1.2, mostSeconds: 60 };

test('looks come every 12 s at first, and later in proportion to how long the share has run', () => {
  const delays = Array.from({ length: 12 }, (_, polls) => pollDelaySeconds(polls, DELAYS));

  expect(delays).toEqual([12, 12, 12, 12, 12, 12, 14, 17, 21, 25, 30, 36]);
});

test('never later than the most, however long it runs', () => {
  expect(pollDelaySeconds(1_000, DELAYS)).toBe(60);
});

test('whole seconds, and at least one', () => {
  expect(pollDelaySeconds(3, { firstSeconds: 1, factor: 1, mostSeconds: 60 })).toBe(1);
});
