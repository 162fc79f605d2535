import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { GUARDED_PATTERN, shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const [BROKEN, FOUGHT, LEFT] = ['ou-ab12-broken00', 'ou-ab12-fought00', 'ou-ab12-left0000'] as const;
/** A portfolio for each unit, so that no test finds another's drifts. */
const portfolioOf = (value: string) => value.replace('ou-ab12', 'port');
const unit = (value: string) => ({
  portfolioId: portfolioOf(value),
  organizationNode: { type: 'ORGANIZATIONAL_UNIT', value },
});
const look = (value: string) => reconcile(service, { portfolioIds: [portfolioOf(value)] });
const scenario = {
  organization: {
    id: 'o-a1b2c3d4e5',
    rootId: 'r-ab12',
    managementAccountId: '111122223333',
    units: [
      { id: BROKEN, accounts: ['300000000000', '300000000001'] },
      { id: FOUGHT, accounts: ['400000000000'] },
      { id: LEFT, accounts: ['500000000000'] },
    ],
  },
  portfolios: [BROKEN, FOUGHT, LEFT].map((value) => ({
    id: portfolioOf(value),
    products: [{ id: portfolioOf(value).replace('port', 'prod') }],
  })),
  accountFailures: [{ accounts: ['300000000000'], error: 'InternalFailure', on: ['CREATE'], attempts: 1 }],
} as unknown as ScenarioInput;

let service: Service;
beforeAll(async () => {
  service = await startService({ scenario, functionHost: 'MEMORY', speed: 6_000 });
});
afterAll(() => service.close());

test('a wanted share that some accounts lack is a drift, which is tried once and then reported', async () => {
  const shared = await service.ask(shareRequest(unit(BROKEN)));
  expect(shared['detail-type']).toBe('PortfolioShareCompletedWithErrors');

  const first = await look(BROKEN);
  for (const { requestId } of first.repairs) await service.answer(requestId);
  // Another share of the portfolio has no say in whom AWS reaches by this one.
  await service.ask(shareRequest({ ...unit(BROKEN), organizationNode: unit(FOUGHT).organizationNode }));
  const second = await look(BROKEN);

  expect(first.drifts).toMatchObject([
    {
      kind: 'ACCESS_MISSING',
      organizationNode: { value: BROKEN },
      askedBy: shared.detail.requestId,
      actual: { access: false, accounts: ['300000000000'] },
      whatWillBeDone: { action: 'REPAIR' },
    },
  ]);
  expect(second.drifts).toMatchObject([{ kind: 'ACCESS_MISSING', whatWillBeDone: { action: 'REPORT' } }]);

  const acknowledged = { version: '1', driftId: second.drifts[0]?.driftId, by: 'me' };
  await service.put(acknowledged, { detailType: 'PortfolioShareDriftAcknowledged' });
  await service.ask(shareRequest(unit(BROKEN)));
  const third = await look(BROKEN);

  expect(third.drifts).toEqual([]);
  expect(third.completed.drifts).toMatchObject({ found: 1, acknowledged: 1 });
});

test('two controllers do not fight for ever', async () => {
  await service.ask(shareRequest(unit(FOUGHT)));
  const other = new Console(service);
  const actions: string[] = [];
  for (let round = 0; round < 5; round++) {
    if (actions.at(-1) !== 'REPORT') await other.delete(portfolioOf(FOUGHT), toUnit(FOUGHT));
    const { drifts, repairs } = await look(FOUGHT);
    actions.push(...drifts.map(({ whatWillBeDone }) => whatWillBeDone.action));
    for (const { requestId } of repairs) await service.answer(requestId);
  }

  expect(actions).toEqual(['REPAIR', 'REPAIR', 'REPAIR', 'REPORT', 'REPORT']);
});

test('what a share leaves behind is said once, with the request that brought it', async () => {
  const request = shareRequest({ ...unit(LEFT), sharePrincipals: true, principals: [GUARDED_PATTERN] });
  await service.ask(request);
  await service.ask(shareRequest({ ...unit(LEFT), action: 'UNSHARE' }));

  const first = await look(LEFT);
  const second = await look(LEFT);

  expect(first.drifts).toMatchObject([{ kind: 'PRINCIPAL_LEFT_BEHIND', askedBy: request.requestId }]);
  expect(second.drifts).toEqual([]);
});
