import { expect, test } from 'vitest';
import { parseReconciliationRequest } from '../../../events/reconciliation-requested.ts';
import { otherRuns } from '../../../functions/reconciliation/other-runs.ts';

const RUN = {
  runId: 'run-1',
  eventId: 'event-1',
  startedAt: '2026-01-01T00:00:00.000Z',
  trigger: 'REQUEST',
  requestedBy: 'ana@acme.example',
  dryRun: false,
  checkAccounts: true,
  maxRepairs: 30,
} as const;
const ids = (count: number) => Array.from({ length: count }, (_, at) => `port-${at}`);

test.each([0, 1, 500])('%i portfolios need no other run', (count) => {
  expect(otherRuns(RUN, ids(count), 0)).toEqual([]);
});

test('portfolios beyond those of one run are all left to others, which know how many runs begin', () => {
  const others = otherRuns(RUN, ids(20_000), 2).map((detail) => parseReconciliationRequest(detail));

  const requests = others.flatMap((parsed) => (parsed.ok ? [parsed.request] : []));
  expect(requests).toHaveLength(39);
  expect(requests.flatMap(({ portfolioIds }) => portfolioIds)).toEqual(ids(20_000).slice(500));
  for (const request of requests)
    expect(request).toMatchObject({
      dryRun: false,
      checkAccounts: true,
      maxRepairs: 30,
      requestedBy: 'ana@acme.example',
      runsBeside: 41,
    });
});
