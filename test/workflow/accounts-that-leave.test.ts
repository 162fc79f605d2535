import {
  CloseAccountCommand,
  MoveAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';
import { reconcile } from './reconciliation.ts';
import { PORTFOLIO, shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const UNITS = ['leaving0', 'failing0', 'closing0', 'member00', 'moving00', 'moving01', 'flags000'].map(
  (name) => `ou-ab12-${name}`,
);
const [LEAVING = '', FAILING = '', CLOSING = '', MEMBERS = '', MOVING = '', MOVING_FAILED = '', FLAGS = ''] =
  UNITS;
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
      accountFailures: [
        { accounts: [FAILING, CLOSING, MOVING_FAILED].map((id) => accountOf(id)), error: 'InternalFailure' },
        { accounts: [accountOf(FLAGS)], on: ['UPDATE'], attempts: 1, error: 'InternalFailure' },
      ],
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

const COMMANDS = {
  leaves: (value: string) => new RemoveAccountFromOrganizationCommand({ AccountId: accountOf(value) }),
  'is closed': (value: string) => new CloseAccountCommand({ AccountId: accountOf(value) }),
  moves: (value: string) =>
    new MoveAccountCommand({
      AccountId: accountOf(value),
      SourceParentId: value,
      DestinationParentId: MEMBERS,
    }),
  'is joined': (value: string) =>
    new MoveAccountCommand({
      AccountId: accountOf(value),
      SourceParentId: MEMBERS,
      DestinationParentId: value,
    }),
};

/** Shares with the unit; while the share runs, its first account leaves or is closed. */
async function shareWhile(
  value: string,
  what: 'leaves' | 'is closed' | 'moves' | 'is joined',
  detail: object = unit(value),
) {
  const request = shareRequest({ ...detail });
  let waits = 0;
  service.at(request.requestId, 'WaitForShare', () => {
    waits += 1;
    if (waits !== 3) return;
    void organizations.send(COMMANDS[what](value) as CloseAccountCommand);
  });
  return { answer: await service.ask(request), states: service.statesOf(request.requestId) };
}

test.each([
  ['that had it and leaves', LEAVING, 'leaves'],
  ['that failed and leaves', FAILING, 'leaves'],
  ['that had it and moves to another unit', MOVING, 'moves'],
  ['that failed and moves to another unit', MOVING_FAILED, 'moves'],
] as const)('an account %s while the share runs is nobody who lacks it', async (_, value, what) => {
  const { answer } = await shareWhile(value, what);

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail.accounts).toMatchObject({ succeeded: 1, failed: 0 });
});

test('an account that a change of flags failed for, and that leaves meanwhile, has not failed', async () => {
  await service.ask(shareRequest(unit(FLAGS)));

  const { answer } = await shareWhile(FLAGS, 'leaves', { ...unit(FLAGS), shareTagOptions: true });

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ effect: 'UPDATED', accounts: { succeeded: 1, failed: 0 } });
});

test('one that comes back to its unit, where it failed, while the flags change is brought it or is named', async () => {
  const request = { ...unit(MOVING_FAILED), shareTagOptions: true };
  const { answer } = await shareWhile(MOVING_FAILED, 'is joined', request);

  const { accountIds } = service.sandbox.simulator.controls.portfolio(PORTFOLIO);
  const named = [...(answer.detail.accounts.failures ?? []), ...(answer.detail.accounts.doubtful ?? [])];
  const isTold = JSON.stringify(named).includes(accountOf(MOVING_FAILED));
  expect(isTold).toBe(!accountIds.includes(accountOf(MOVING_FAILED)));
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
