import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Connection } from '../../../cli/connect/connection.ts';
import { type Service, startService } from '../../workflow/start-service.ts';

const STACK = { partition: 'aws', region: 'us-east-1', accountId: '111122223333', stage: 'dev', options: [] };
const OTHERS = Array.from({ length: 40 }, (_, at) => `other-${at}`);
let service: Service;
beforeAll(async () => {
  service = await startService();
  vi.stubEnv('AWS_ENDPOINT_URL', service.sandbox.endpoint);
  vi.stubEnv('AWS_REGION', STACK.region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', STACK.accountId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  vi.stubEnv('EVENT_BUS', 'foliocast-dev');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await service.close();
});

test('more portfolios than one run holds are compared by a few runs at once, each once; what is not there is named', async () => {
  const { runComparisons } = await import('../../../cli/drift/run-comparisons.ts');
  const { putEventAs } = await import('../../../aws/event-bus.ts');
  const { readRunEnd } = await import('../../../cli/drift/run-end.ts');
  const ids = Array.from({ length: 6 }, (_, at) => `port-many-${at}`);
  const begun: (readonly string[])[] = [];
  const begin = async (portfolioIds: readonly string[]) => {
    begun.push(portfolioIds);
    const eventId = await putEventAs('operator.test', 'ReconciliationRequested', {
      portfolioIds,
      dryRun: true,
    });
    // More than one would list begin meanwhile.
    const others = begun.length === 6 ? OTHERS : [];
    for (const requestedBy of others)
      await putEventAs('operator.test', 'ReconciliationRequested', {
        portfolioIds,
        dryRun: true,
        requestedBy,
      });
    return eventId;
  };

  const ended = await runComparisons(STACK as unknown as Connection, ids, begin, 1);

  const runs = service.sandbox
    .executions()
    .filter(
      ({ stateMachineArn, input }) => stateMachineArn.includes('reconcile') && !input.includes('other-'),
    );
  const beside = runs.map(
    ({ startDate }) =>
      runs.filter((other) => other.startDate <= startDate && (other.stopDate ?? Infinity) > startDate).length,
  );
  const lookedAt = await Promise.all(
    ended.map(async ({ executionArn }) => (await readRunEnd(executionArn))?.totals),
  );
  expect(begun).toEqual(ids.map((id) => [id]));
  expect(ended.map(({ status }) => status)).toEqual(Array(6).fill('SUCCEEDED'));
  expect(Math.max(...beside)).toBeLessThanOrEqual(4);
  expect(lookedAt).toEqual(Array(6).fill(expect.objectContaining({ lookedAt: 0, unreadableCount: 1 })));
});
