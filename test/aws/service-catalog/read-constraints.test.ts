import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { unreadConstraints } from '../../../core/principals/portfolio-power.ts';
import { realClock } from '../../../sandbox/clock/clock.ts';
import { createSimulator } from '../../../sandbox/simulator/create-simulator.ts';
import { parseScenario } from '../../../sandbox/simulator/scenario.ts';
import { type HttpServer, serveHttp } from '../../../sandbox/wire/serve-http.ts';

const products = (count: number) => Array.from({ length: count }, (_, nth) => ({ id: `prod-${nth}` }));
const constraints = (type: 'LAUNCH' | 'TEMPLATE', count: number) =>
  products(count).map(({ id }, nth) => ({ id: `cons-${type}-${nth}`, type, productId: id }));
const simulator = createSimulator({
  clock: realClock,
  scenario: parseScenario({
    portfolios: [
      {
        id: 'port-few',
        products: products(2),
        constraints: [...constraints('LAUNCH', 2), ...constraints('TEMPLATE', 1)],
      },
      { id: 'port-many', products: products(101), constraints: constraints('TEMPLATE', 101) },
    ],
  }),
});

let server: HttpServer;
let read: (
  portfolioId: string,
) => ReturnType<typeof import('../../../aws/service-catalog/read-constraints.ts')['readConstraints']>;
beforeAll(async () => {
  server = await serveHttp(simulator.answer, { port: 0, onDefect: console.error });
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', simulator.controls.organization.managementAccountId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const { readPower } = await import('../../../aws/service-catalog/read-power.ts');
  const { readConstraints } = await import('../../../aws/service-catalog/read-constraints.ts');
  read = async (portfolioId) => readConstraints(await readPower(portfolioId));
});
afterAll(() => server.close());

test('what each constraint says is read, those that limit parameters included', async () => {
  const power = await read('port-few');

  expect(power).toMatchObject({
    contents: {
      'cons-LAUNCH-0': expect.stringMatching(/^on prod-0: RoleArn arn:aws:iam::\d{12}:role\/Launch \(/),
      'cons-LAUNCH-1': expect.stringMatching(/^on prod-1: /),
      'cons-TEMPLATE-0': expect.stringMatching(/^on prod-0: \([0-9a-f]{16}\)$/),
    },
  });
});

test('a hundred are read, and the rest is told', async () => {
  expect(unreadConstraints(await read('port-many'))).toHaveLength(1);
});

test.each([
  ['ThrottlingException', 1, 0],
  ['AccessDeniedException', 100, 3],
  ['ResourceNotFoundException', 100, 3],
])('after %s, %i times, %i are not read', async (error, times, unread) => {
  simulator.controls.addFault({ operation: 'DescribeConstraint', error, times });

  const power = await read('port-few');
  simulator.controls.clearFaults();

  expect(unreadConstraints(power)).toHaveLength(unread);
});

test('reading ends before its function does: the machine tries again', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 25_000));

  const reading = read('port-many');

  await expect(reading).rejects.toMatchObject({ name: 'ThrottlingException' });
  clock.mockRestore();
});
