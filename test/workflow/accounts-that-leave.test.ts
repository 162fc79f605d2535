import {
  CloseAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';
import { reconcile } from './reconciliation.ts';
import { PORTFOLIO, shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const UNITS = ['ou-ab12-leaving0', 'ou-ab12-failing0', 'ou-ab12-closing0', 'ou-ab12-member00'];
const [LEAVING = '', FAILING = '', CLOSING = '', MEMBERS = ''] = UNITS;
const accountOf = (unit: string, nth = 0) => `${2 + UNITS.indexOf(unit)}0000000000${nth}`;
const unit = (value: string) => ({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value } });

let service: Service;
let organizations: OrganizationsClient;
beforeAll(async () => {
  service = await startService({
    functionHost: 'MEMORY',
    speed: 6_000,
    scenario: {
      organization: {
        id: 'o-a1b2c3d4e5',
        rootId: 'r-ab12',
        managementAccountId: '111122223333',
        units: UNITS.map((id) => ({ id, accounts: [0, 1].map((nth) => accountOf(id, nth)) })),
      },
      portfolios: [{ id: PORTFOLIO, products: [{ id: 'prod-0000000000000' }] }],
      accountFailures: [{ accounts: [accountOf(FAILING), accountOf(CLOSING)], error: 'InternalFailure' }],
      durations: { shareSeconds: 200, accessListSeconds: 60 },
    } as unknown as ScenarioInput,
  });
  organizations = new OrganizationsClient({
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'outsider' },
    requestHandler: service.sandbox.simulator.requestHandler,
  });
});
afterAll(async () => {
  organizations.destroy();
  await service.close();
});

/** Shares with the unit; while the share runs, its first account leaves or is closed. */
async function shareWhile(value: string, what: 'leaves' | 'is closed') {
  const request = shareRequest(unit(value));
  const AccountId = accountOf(value);
  let waits = 0;
  service.at(request.requestId, 'WaitForShare', () => {
    waits += 1;
    if (waits !== 3) return;
    const command =
      what === 'leaves'
        ? new RemoveAccountFromOrganizationCommand({ AccountId })
        : new CloseAccountCommand({ AccountId });
    void organizations.send(command as CloseAccountCommand);
  });
  return { answer: await service.ask(request), states: service.statesOf(request.requestId) };
}

test.each([
  ['that had it', LEAVING],
  ['that failed', FAILING],
])('an account %s and leaves while the share runs is nobody who lacks it', async (_, value) => {
  const { answer } = await shareWhile(value, 'leaves');

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail.accounts).toMatchObject({ succeeded: 1, failed: 0 });
});

test('a closed account that failed is told as failed, and nothing is tried for it, now or at night', async () => {
  const { answer, states } = await shareWhile(CLOSING, 'is closed');

  expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
  expect(answer.detail.accounts).toMatchObject({
    succeeded: 1,
    failed: 1,
    failures: [{ accountId: accountOf(CLOSING), error: 'InternalFailure' }],
  });
  expect(answer.detail.accounts).not.toHaveProperty('doubtful');
  expect(states).not.toContain('UpdateShare');
  const { drifts } = await reconcile(service, { portfolioIds: [PORTFOLIO], checkAccounts: true });
  expect(drifts.filter(({ kind }) => kind === 'ACCESS_MISSING')).toEqual([]);
});

test('a share with an account that has left is a drift, even while the account is still listed', async () => {
  const value = accountOf(MEMBERS);
  const request = shareRequest({ organizationNode: { type: 'ACCOUNT', value } });
  await service.ask(request);
  await organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId: value }));

  const { drifts } = await reconcile(service, { portfolioIds: [PORTFOLIO], checkAccounts: true });

  expect(drifts).toContainEqual(
    expect.objectContaining({
      kind: 'ACCESS_MISSING',
      organizationNode: { type: 'ACCOUNT', value },
      askedBy: request.requestId,
    }),
  );
});
