import { expect, test } from 'vitest';
import { sumOf } from '../../../cli/undelivered/show-undelivered.ts';

test.each([
  [0, 0, false, /^The queue of undelivered events is empty\./],
  [0, 1, false, /^None can be seen now; 1 more is being looked at by somebody else/],
  [1, 0, false, /^1 event was not delivered\.$/],
  [2, 3, false, /^2 events were not delivered; 3 more are being looked at/],
  [1_000, 0, true, /^At least 1000 events were not delivered\.$/],
])(
  'of %i events that are seen, and %i that others hold, no more is said than that',
  (count, held, isCut, says) => {
    expect(sumOf(count, held, isCut)).toMatch(says);
  },
);
