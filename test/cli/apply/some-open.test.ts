import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Service, startService } from '../../workflow/start-service.ts';

const IDS = Array.from({ length: 5 }, (_, at) => `port-open00000000${at}`);
const UNIT = 'ou-ab12-cdef3456';
const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:foliocast-dev-share-portfolio';
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
  const changes = IDS.map(creation);
  let ended = 0;
  const open: number[] = [];

  const followed = await putAndFollow(
    changes,
    {
      accountId: '111122223333',
      runId: 'apply-test',
      timeoutMs: 60_000,
      refusalsOf: async () => new Map(),
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

test('why some were not accepted is read once for all; where it cannot be read, they are told all the same', async () => {
  const { putAndFollow } = await import('../../../cli/apply/put-and-follow.ts');
  const { findRefusals } = await import('../../../aws/find-refusal.ts');
  const asked: (readonly string[])[] = [];
  const areOver = (ids: readonly string[]) =>
    service.sandbox
      .executions()
      .filter(({ input, status }) => status !== 'RUNNING' && ids.some((id) => input.includes(`"${id}"`)));
  const ask = (runId: string, readRefusals: typeof findRefusals) =>
    putAndFollow(['no/portfolio', 'nor/this'].map(creation), {
      accountId: '111122223333',
      runId,
      timeoutMs: 1,
      refusalsOf: async (ids) => {
        asked.push(ids);
        await service.until('their refusals', () => areOver(ids).length === ids.length);
        return readRefusals(MACHINE, ids);
      },
      onOutcome: () => undefined,
      onLook: () => undefined,
      onPut: () => undefined,
    });

  const refused = await ask('apply-a', findRefusals);
  const throttled = await ask('apply-b', () =>
    Promise.reject(new Error('ThrottlingException: Rate exceeded')),
  );

  const problemOf = (one: object) => ('problem' in one ? one.problem : one);
  expect(asked).toEqual([
    ['apply-a-1', 'apply-a-2'],
    ['apply-b-1', 'apply-b-2'],
  ]);
  for (const one of refused) expect(problemOf(one)).toMatch(/^was refused, REQUEST_INVALID: .*portfolioId/);
  for (const one of throttled)
    expect(problemOf(one)).toMatch(
      /^was not accepted within \d+ s; whether it was refused could not be read \(event [\w-]+\)$/,
    );
});

function creation(portfolioId: string): never {
  const recipient = { type: 'ORGANIZATIONAL_UNIT', value: UNIT };
  const flags = { shareTagOptions: false, sharePrincipals: false };
  return { change: 'CREATE', portfolioId, recipient, flags, principals: [] } as never;
}
