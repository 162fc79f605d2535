import { afterEach, expect, test } from 'vitest';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const DELEGATED = '222233334444';
const UNIT_OF_DELEGATED = 'ou-ab12-security';

/** As docs/deploy.md lists it: what service control policies must leave open. */
const LEFT_OPEN = [
  'dynamodb',
  'events',
  'kms',
  'lambda',
  'logs',
  'organizations',
  'servicecatalog',
  'sqs',
  'states',
  'sts',
]
  .map((service) => `${service}:*`)
  .concat('iam:GetRole', 'iam:GetUser', 'iam:GetGroup', 'iam:CreateServiceLinkedRole');

let service: Service | undefined;
afterEach(async () => {
  await service?.close();
  service = undefined;
});

/** In a delegated administrator account, under one policy of its unit. */
async function startUnder(statement: object, fullAwsAccess: boolean): Promise<Service> {
  const policy = { Version: '2012-10-17', Statement: [{ Resource: '*', ...statement }] };
  const serviceControlPolicies = [{ targetId: UNIT_OF_DELEGATED, policy, fullAwsAccess }];
  return startService({
    functionHost: 'MEMORY',
    accountId: DELEGATED,
    scenario: { ...defaultScenario, serviceControlPolicies },
  });
}

test('with just that left open by the service control policies, a share is created and removed', async () => {
  service = await startUnder({ Effect: 'Allow', Action: LEFT_OPEN }, false);

  const created = await service.ask(shareRequest());
  const removed = await service.ask(shareRequest({ action: 'UNSHARE' }));

  expect([created.detail.effect, removed.detail.effect]).toEqual(['CREATED', 'REMOVED']);
});

test('what a service control policy denies is told as such, and to whom it was denied', async () => {
  service = await startUnder({ Effect: 'Deny', Action: 'servicecatalog:CreatePortfolioShare' }, true);

  const { detail } = await service.ask(shareRequest());

  expect(detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'PERMISSION_MISSING' } });
  expect(detail.failure.cause).toMatch(
    /CreateShare.*servicecatalog:CreatePortfolioShare.*service control policy/,
  );
});
