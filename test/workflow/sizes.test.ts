import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { bySize } from '../size.ts';
import { shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const ACCOUNTS = bySize({ quick: 1_000, prove: 3_000, whole: 5_000 });
const UNIT = 'ou-ab12-large000';
const KIB = 1_024;

let service: Service;
beforeAll(async () => {
  const { organization, portfolios } = defaultScenario;
  const accounts = Array.from({ length: ACCOUNTS }, (_, at) => ({ id: String(300_000_000_000 + at) }));
  service = await startService({
    scenario: {
      organization: { ...organization, units: [{ id: UNIT, name: 'Large', accounts }] },
      portfolios,
      durations: { shareSeconds: 60, accountSeconds: 0.01 },
      accountFailures: [{ probability: 0.5, error: 'InternalFailure', message: 'm'.repeat(2_000) }],
    },
  });
});
afterAll(() => service.close());

test(`a share to ${ACCOUNTS} accounts, half of which fail, keeps the state below 32 KiB and the outcome below 200 KB`, async () => {
  const request = shareRequest({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNIT } });

  const answer = await service.ask(request);

  const { accounts } = answer.detail;
  const { history } = service.executionOf(request.requestId);
  const states = history.map((event) => Buffer.byteLength(JSON.stringify(event)));
  expect(accounts.succeeded + accounts.failed).toBe(ACCOUNTS);
  expect(accounts.failures).toHaveLength(100);
  expect(accounts.failuresNotNamed).toBe(accounts.failed - 100);
  expect(Math.max(...states)).toBeLessThan(32 * KIB);
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(200_000);
});

test('a request that is wrong in a hundred places keeps the state below 32 KiB too', async () => {
  const principals = Array.from({ length: 100 }, (_, at) => ({
    principalArn: `arn:aws:iam:::role/${'x'.repeat(900)}${at}?`,
    principalType: 'NOBODY',
  }));
  const request = shareRequest({ principals });

  const answer = await service.ask(request);

  const { history } = service.executionOf(request.requestId);
  // Less its input, which is the sender's.
  const states = history.slice(1).filter(({ type }) => type.endsWith('Exited'));
  expect(answer['detail-type']).toBe('PortfolioShareRefused');
  expect(states.length).toBeGreaterThan(1);
  for (const state of states) expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(32 * KIB);
});
