import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Service, startService } from '../../workflow/start-service.ts';

const IDS = Array.from({ length: 5 }, (_, at) => `port-open00000000${at}`);
const UNIT = 'ou-ab12-cdef3456';
let service: Service;
beforeAll(async () => {
  service = await startService({
    // In memory they would share this process and its environment.
    functionHost: 'PROCESSES',
    scenario: {
      organization: { units: [{ id: UNIT, accounts: ['333344445555'] }] },
      portfolios: IDS.map((id) => ({ id, displayName: id })),
    },
  });
  vi.stubEnv('AWS_ENDPOINT_URL', service.sandbox.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', '111122223333');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  vi.stubEnv('EVENT_BUS', 'foliocast-dev');
  vi.stubEnv('LEDGER_TABLE', 'foliocast-dev-ledger');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await service.close();
});

test('more changes than may be under way at once are put one after the other ends, each once', async () => {
  const { putAndFollow } = await import('../../../cli/apply/put-and-follow.ts');
  const recipient = { type: 'ORGANIZATIONAL_UNIT', value: UNIT } as const;
  const flags = { shareTagOptions: false, sharePrincipals: false };
  const changes = IDS.map(
    (portfolioId) => ({ change: 'CREATE', portfolioId, recipient, flags, principals: [] }) as never,
  );
  let ended = 0;
  const open: number[] = [];

  const followed = await putAndFollow(
    changes,
    {
      accountId: '111122223333',
      runId: 'apply-test',
      timeoutMs: 60_000,
      refusalOf: async () => undefined,
      onOutcome: () => void ended++,
      onLook: () => undefined,
      onPut: (left) => void open.push(changes.length - left - ended),
    },
    2,
  );

  expect(followed.map((one) => ('outcome' in one ? one.outcome.detailType : one.problem))).toEqual(
    Array(5).fill('PortfolioShareCompleted'),
  );
  expect(followed.map(({ requestId }) => requestId).sort()).toEqual(
    [1, 2, 3, 4, 5].map((nth) => `apply-test-${nth}`),
  );
  expect(open[0]).toBe(2);
  expect(Math.max(...open)).toBe(2);
});
