import { readFileSync } from 'node:fs';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { GUARDED_PATTERN, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

/**
 * What version 0.1.0 wrote: a request that was done (`shared`), one that failed (`wrong`), one that waits for a person
 * (`asks`), one whose share runs (`runs`), and two that wait for their turn. Their executions are gone.
 */
const LEDGER = 'test/releases/0.1.0/ledger.json';
const SECOND = 'port-b1b2c3d4e5f6g';
const LEFT = ['runs', 'waits-1', 'waits-2', 'asks'];

let service: Service;
beforeAll(async () => {
  const portfolios = [...(defaultScenario.portfolios ?? []), { id: SECOND, displayName: 'Second' }];
  service = await startService({ functionHost: 'MEMORY', scenario: { ...defaultScenario, portfolios } });
  const others = new Console(service);
  await others.create(PORTFOLIO, toUnit(UNIT), { SharePrincipals: true });
  await others.associate(PORTFOLIO, GUARDED_PATTERN);
  await takeOver();
});
afterAll(() => service.close());

/** As if it had been written just now. */
async function takeOver(): Promise<void> {
  const { at, items } = JSON.parse(readFileSync(LEDGER, 'utf8'));
  const laterMs = service.sandbox.clock.now() - Date.parse(at);
  const shifted = JSON.stringify(items).replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z/g, (time) =>
    new Date(Date.parse(time) + laterMs).toISOString(),
  );
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'test' };
  const client = new DynamoDBClient({
    endpoint: service.sandbox.endpoint,
    region: 'us-east-1',
    credentials,
  });
  for (const Item of JSON.parse(shifted))
    await client.send(new PutItemCommand({ TableName: 'foliocast-dev-ledger', Item }));
}

test('every request that version 0.1.0 left gets its one outcome, and the lease is free', async () => {
  const answers = await Promise.all(LEFT.map((requestId) => service.answer(requestId)));
  const next = await service.ask(
    shareRequest({ organizationNode: { type: 'ACCOUNT', value: '222233334444' } }),
  );

  expect(answers.map(({ detail }) => [detail.requestId, detail.effect, detail.failure.code])).toEqual([
    ['runs', 'UNKNOWN', 'ABORTED'],
    ['waits-1', 'UNCHANGED', 'ABORTED'],
    ['waits-2', 'UNCHANGED', 'ABORTED'],
    ['asks', 'UNCHANGED', 'ABORTED'],
  ]);
  expect(next.detail.effect).toBe('CREATED');
});

test('one that was done is told again, and what it shared is kept without a drift', async () => {
  await service.put({
    version: '1',
    requestId: 'shared',
    portfolioId: PORTFOLIO,
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNIT },
    sharePrincipals: true,
    principals: [GUARDED_PATTERN],
  });
  const told = await service.answer('shared');
  const { drifts } = await reconcile(service);

  expect(told.detail).toMatchObject({ effect: 'CREATED', delivery: { repeat: true } });
  expect(drifts).toEqual([]);
});
