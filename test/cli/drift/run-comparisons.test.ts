import { expect, test } from 'vitest';
import { runsOf } from '../../../cli/drift/run-comparisons.ts';
import { MOST_PORTFOLIOS } from '../../../events/reconciliation-requested.ts';

const ids = (count: number) => Array.from({ length: count }, (_, at) => `port-${at}`);

test.each([
  [0, [0]],
  [1, [1]],
  [MOST_PORTFOLIOS, [MOST_PORTFOLIOS]],
  [MOST_PORTFOLIOS + 1, [MOST_PORTFOLIOS, 1]],
  [20_000, Array(40).fill(MOST_PORTFOLIOS)],
])('%i portfolios are compared by runs of as many as one holds', (count, sizes) => {
  const runs = runsOf(ids(count));

  expect(runs.map(({ length }) => length)).toEqual(sizes);
  expect(runs.flat()).toEqual(ids(count));
});
