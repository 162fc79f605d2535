import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';
import { leaseOf } from './ledger-tampering.ts';
import { packageWithConfig } from './package-with-config.ts';
import { shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const { organization, portfolios } = defaultScenario;
const SCENARIO = {
  organization,
  portfolios,
  shareFaults: [{ organizationNode: UNIT, ends: 'NEVER' }],
} as ScenarioInput;

let service: Service;
beforeAll(async () => {
  const packageDirectory = await packageWithConfig('patient-config.yml');
  service = await startService({ packageDirectory, scenario: SCENARIO, speed: 6_000 });
});
afterAll(() => service.close());

test('a share that never ends times out with what was last seen of it, and keeps the lease from the next', async () => {
  const answer = await service.ask(shareRequest());

  expect(answer['detail-type']).toBe('PortfolioShareFailed');
  expect(answer.detail).toMatchObject({
    effect: 'UNKNOWN',
    share: { status: 'IN_PROGRESS' },
    failure: { code: 'SHARE_TIMED_OUT', mayRetry: true },
  });
  expect(answer.detail.failure.cause).toMatch(/its last status is IN_PROGRESS, with \d+ accounts shared/);
  expect(answer.detail.failure.cause).toContain('may still finish');
  expect(answer.detail.timing.ranSeconds).toBeGreaterThanOrEqual(600);
  expect(answer.detail.timing.ranSeconds).toBeLessThan(660);
  const lease = await leaseOf(service.sandbox);
  expect(lease.holder).toBeUndefined();
  expect(lease.draining?.M?.portfolioShareToken?.S).toBe(answer.detail.share.portfolioShareToken);
});
