import { afterAll, beforeAll, expect, test } from 'vitest';
import { reconcile } from './reconciliation.ts';
import { MEMBER, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const PRODUCT = 'prod-a1b2c3d4e5f6g';
/** MEDIUM by the default policy, which allows that: whoever creates roles in a recipient can make this one. */
const UNGUARDED_ROLE = { principalArn: 'arn:aws:iam:::role/Deploy', principalType: 'IAM_PATTERN' };
let service: Service;

beforeAll(async () => {
  service = await startService({
    scenario: {
      organization: { units: [{ id: UNIT, accounts: [MEMBER] }] },
      portfolios: [{ id: PORTFOLIO, products: [{ id: PRODUCT }] }],
    },
  });
});
afterAll(() => service.close());

test('a launch constraint that lends a shared pattern more than was weighed is reported, and nothing is repaired', async () => {
  const { controls } = service.sandbox.simulator;
  const request = shareRequest({ sharePrincipals: true, principals: [UNGUARDED_ROLE] });
  const outcome = await service.ask(request);
  expect(outcome.detail).toMatchObject({
    effect: 'CREATED',
    findings: [{ id: 'unguarded-exact', severity: 'MEDIUM' }],
  });
  controls.addConstraint(PORTFOLIO, { type: 'TEMPLATE', productId: PRODUCT });
  const harmless = await reconcile(service);
  const before = controls.portfolio(PORTFOLIO);

  controls.addConstraint(PORTFOLIO, { type: 'LAUNCH', productId: PRODUCT });
  const { completed, drifts, repairs } = await reconcile(service);
  const again = await reconcile(service);

  expect(harmless.drifts).toEqual([]);
  expect(harmless.completed).toMatchObject({ portfolios: { lookedAt: 1 }, shares: { lookedAt: 1 } });
  expect(drifts).toMatchObject([
    {
      kind: 'RISK_RISEN',
      portfolioId: PORTFOLIO,
      expected: { severity: 'MEDIUM' },
      actual: { severity: 'HIGH' },
      whatWillBeDone: { action: 'REPORT' },
    },
  ]);
  expect(drifts[0]?.findings.map(({ id, severity }) => [id, severity])).toEqual([
    ['unguarded-exact', 'HIGH'],
    ['lends-launch-role', 'NONE'],
  ]);
  expect(repairs).toEqual([]);
  expect(completed).toMatchObject({ drifts: { found: 1 }, repairs: { planned: 0, askedFor: 0 } });
  expect(again.drifts.map(({ driftId }) => driftId)).toEqual([drifts[0]?.driftId]);
  expect(controls.portfolio(PORTFOLIO)).toEqual(before);
});
