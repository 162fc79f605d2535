import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';
import { changeShare } from './call-as-outsider.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { MEMBER, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

/** A first share that misses accounts: what would give them access is done by the same request. */
const unit = (value: string) => ({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value } });
const [ONCE, ALWAYS, NOBODY, STOPPED, OTHER_PATH, DENIED, BY_OTHERS, MEDDLED, UNSEEN, UNDELETED] = [
  'ou-ab12-missonce',
  'ou-ab12-missever',
  'ou-ab12-nobody00',
  'ou-ab12-stopped0',
  'ou-ab12-otherway',
  'ou-ab12-denied00',
  'ou-ab12-byothers',
  'ou-ab12-meddled0',
  'ou-ab12-unseen00',
  'ou-ab12-undelete',
] as const;
const UNITS = [ONCE, ALWAYS, NOBODY, STOPPED, OTHER_PATH, DENIED, BY_OTHERS, MEDDLED, UNSEEN, UNDELETED];
const accountOf = (value: string, nth: number) => `${20 + UNITS.indexOf(value as never)}000000000${nth}`;

const scenario = {
  organization: {
    id: 'o-a1b2c3d4e5',
    rootId: 'r-ab12',
    managementAccountId: '111122223333',
    accounts: ['111122223333'],
    units: [
      { id: UNIT, accounts: [MEMBER, '333344445556'] },
      ...UNITS.map((id) => ({ id, accounts: [0, 1, 2].map((nth) => accountOf(id, nth)) })),
    ],
  },
  portfolios: [{ id: PORTFOLIO, products: [{ id: 'prod-0000000000000' }] }],
  accountFailures: [
    { accounts: [accountOf(ONCE, 0), MEMBER], error: 'InternalFailure', attempts: 1 },
    ...[ALWAYS, STOPPED, OTHER_PATH, UNSEEN].map((value) => ({
      accounts: [accountOf(value, 0)],
      on: ['CREATE', 'UPDATE'],
      error: 'InternalFailure',
      message: 'The recipient did not answer.',
    })),
  ],
  shareFaults: [
    ...[NOBODY, DENIED, MEDDLED, UNDELETED].map((id) => ({
      organizationNode: id,
      on: ['CREATE'],
      times: 1,
      ends: 'ERROR',
    })),
    { organizationNode: BY_OTHERS, on: ['UPDATE'], times: 1, ends: 'ERROR' },
  ],
  durations: { updateSeconds: 300 },
  undocumented: { updateReaches: 'EVERYBODY' },
} as unknown as ScenarioInput;

const start = (scenario: ScenarioInput) => startService({ scenario, functionHost: 'MEMORY', speed: 6_000 });

describe('where an update reaches whom the creation missed', () => {
  let service: Service;
  beforeAll(async () => {
    service = await start(scenario);
  });
  afterAll(() => service.close());
  const deny = (action: string) =>
    service.fault(action, {
      error: 'AccessDeniedException',
      message: `User: arn:aws:sts::111122223333:assumed-role/role/it is not authorized to perform: servicecatalog:${action}`,
      times: 1,
    });
  const hasAccess = (accountId: string) =>
    service.sandbox.simulator.controls.portfolio(PORTFOLIO).accountIds.includes(accountId);
  const writes = (requestId: string) =>
    service.statesOf(requestId).filter((state) => /^(Create|Update|Delete|Confirm)Share$/.test(state));

  test('the share is updated at once, and everybody has it', async () => {
    const request = shareRequest(unit(ONCE));

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 3, failed: 0 } });
    expect(writes(request.requestId)).toEqual(['CreateShare', 'UpdateShare']);
    expect(hasAccess(accountOf(ONCE, 0))).toBe(true);
  });

  test('an account that cannot be reached is named, with the reason, and each call was made once', async () => {
    const request = shareRequest(unit(ALWAYS));

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
    expect(answer.detail).toMatchObject({
      effect: 'CREATED',
      accounts: {
        succeeded: 2,
        failed: 1,
        failures: [{ accountId: accountOf(ALWAYS, 0), message: 'The recipient did not answer.' }],
      },
    });
    expect(writes(request.requestId)).toEqual(['CreateShare', 'UpdateShare', 'ConfirmShare']);
    // Nobody seems to lack it who has it: no pause was needed for that.
    expect(service.statesOf(request.requestId)).not.toContain('WaitForAccess');
  });

  test('a share that nobody has got is made again', async () => {
    const request = shareRequest(unit(NOBODY));

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 3, failed: 0 } });
    expect(writes(request.requestId)).toEqual(['CreateShare', 'DeleteShare', 'CreateShare']);
  });

  test('it is not deleted where somebody else brings it to its accounts at that moment', async () => {
    const request = shareRequest(unit(MEDDLED));
    let meddling: Promise<void> | undefined;
    service.at(request.requestId, 'DeleteShare', () => {
      meddling ??= new Console(service).update(PORTFOLIO, toUnit(MEDDLED), { ShareTagOptions: false });
    });

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 3, failed: 0 } });
    const actions = service.sandbox.simulator.controls.shareActions();
    const kinds = actions.filter(({ nodeId }) => nodeId === MEDDLED).map(({ kind }) => kind);
    expect(kinds).not.toContain('DELETE');
    await meddling;
  });

  test('one whose deletion is refused as busy for ever is brought about by the next means', async () => {
    service.fault('DeletePortfolioShare', {
      error: 'InvalidStateException',
      message: 'It has no such state.',
    });
    const request = shareRequest(unit(UNDELETED));

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 3, failed: 0 } });
    const looks = ['DeleteShare', 'ConfirmShare', 'DeleteShare', 'ConfirmShare', 'DeleteShare'];
    expect(writes(request.requestId)).toEqual(['CreateShare', ...looks, 'UpdateShare']);
    service.sandbox.simulator.controls.clearFaults();
  });

  test('whom a creation missed is named also where the accounts of its unit cannot be listed', async () => {
    service.fault('ListAccounts', { error: 'AccessDeniedException', message: 'no' });

    const answer = await service.ask(shareRequest(unit(UNSEEN)));

    expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
    expect(answer.detail).toMatchObject({
      effect: 'CREATED',
      accounts: { succeeded: 2, failed: 1, failures: [{ accountId: accountOf(UNSEEN, 0) }] },
    });
    service.sandbox.simulator.controls.clearFaults();
  });

  test('one that may not be deleted is brought about by the next means, and the alarm rings', async () => {
    deny('DeletePortfolioShare');
    const request = shareRequest(unit(DENIED));

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 3, failed: 0 } });
    expect(writes(request.requestId)).toEqual(['CreateShare', 'DeleteShare', 'UpdateShare']);
    expect(service.executionOf(request.requestId).status).toBe('FAILED');
  });

  test('where the call for who was missed is denied, the share stands, and whoever lacks it is named', async () => {
    await service.unshare(unit(ALWAYS));
    deny('UpdatePortfolioShare');
    const request = shareRequest(unit(ALWAYS));

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
    expect(answer.detail).toMatchObject({
      effect: 'CREATED',
      accounts: { succeeded: 2, failed: 1, failures: [{ accountId: accountOf(ALWAYS, 0) }] },
    });
    expect(writes(request.requestId)).toEqual(['CreateShare', 'UpdateShare', 'ConfirmShare']);
    expect(service.executionOf(request.requestId).status).toBe('FAILED');
  });

  test('an update that only tells whether something runs fails nobody who has the share as asked', async () => {
    await new Console(service).create(PORTFOLIO, toUnit(BY_OTHERS));
    const request = shareRequest({ ...unit(BY_OTHERS), verifyAccountId: accountOf(BY_OTHERS, 0) });

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({
      effect: 'UNCHANGED',
      accounts: { succeeded: 3, failed: 0 },
      verification: { listed: true },
    });
    expect(writes(request.requestId)).toContain('UpdateShare');
  });

  test('a share that answers a token which Service Catalog has forgotten is there as asked', async () => {
    await service.unshare(unit(BY_OTHERS));
    await new Console(service).create(PORTFOLIO, toUnit(BY_OTHERS));
    service.fault('DescribePortfolioShareStatus', { error: 'ResourceNotFoundException', times: 4 });

    const answer = await service.ask(shareRequest(unit(BY_OTHERS)));

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', accounts: { succeeded: 3, failed: 0 } });
  });

  test('one that somebody deletes before it is updated is made again', async () => {
    const request = shareRequest();
    let isDeleted = false;
    service.at(request.requestId, 'UpdateShare', () => {
      if (!isDeleted) void changeShare(service, 'delete');
      isDeleted = true;
    });

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail.effect).toBe('CREATED');
    expect(hasAccess(MEMBER)).toBe(true);
  });

  test('a share that only those get who have it by another path is there, and whoever lacks it is named', async () => {
    for (const nth of [1, 2]) {
      const account = { organizationNode: { type: 'ACCOUNT', value: accountOf(OTHER_PATH, nth) } };
      await service.ask(shareRequest(account));
    }

    const answer = await service.ask(shareRequest(unit(OTHER_PATH)));

    expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
    expect(answer.detail).toMatchObject({
      effect: 'CREATED',
      accounts: { succeeded: 0, alreadyReached: 2, failures: [{ accountId: accountOf(OTHER_PATH, 0) }] },
    });
    const { drifts } = await reconcile(service, { portfolioIds: [PORTFOLIO], dryRun: true });
    const ofUnit = drifts.filter(({ organizationNode }) => organizationNode?.value === OTHER_PATH);
    expect(ofUnit.map(({ kind }) => kind)).toEqual(['ACCESS_MISSING']);
  });

  test('an execution that is stopped while the update runs leaves what the creation brought', async () => {
    const request = shareRequest(unit(STOPPED));
    let waits = 0;
    service.at(request.requestId, 'WaitForShare', () => {
      const isUpdated = service.statesOf(request.requestId).includes('UpdateShare');
      if (isUpdated) waits += 1;
      if (waits === 2) service.executionOf(request.requestId).stop('StoppedByHand', 'by the test');
    });

    const answer = await service.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
    expect(answer.detail).toMatchObject({
      effect: 'CREATED',
      accounts: { succeeded: 2, failures: [{ accountId: accountOf(STOPPED, 0) }] },
    });
  });
});

const AS_NODE = { organizationNode: { type: 'ACCOUNT', value: accountOf(ONCE, 1) } };
const AS_ACCOUNT = { organizationNode: undefined, accountId: accountOf(ONCE, 1) };

test.each([
  ['an account share', 'the share with the account as a node', AS_ACCOUNT, {}, [[], [{}]]],
  [
    'an account share',
    'the share with the account as a node',
    AS_ACCOUNT,
    { nodeAccountListedUnder: 'ACCOUNT' },
    [[], [{}]],
  ],
  [
    'the share with an account as a node',
    'the account share',
    AS_NODE,
    { memberShareListedUnder: 'ORGANIZATION_MEMBER_ACCOUNT' },
    [[{}], []],
  ],
])('%s is gone though %s stays', async (_, __, removed, undocumented, left) => {
  const service = await start({ ...scenario, undocumented } as unknown as ScenarioInput);
  await service.ask(shareRequest(AS_ACCOUNT));
  await service.ask(shareRequest(AS_NODE));

  const answer = await service.ask(shareRequest({ ...removed, action: 'UNSHARE' }));

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ effect: 'REMOVED' });
  const { accountShares, nodeShares } = service.sandbox.simulator.controls.portfolio(PORTFOLIO);
  expect([accountShares, nodeShares]).toMatchObject(left);
  await service.close();
});

test('a share of others that no list shows yet is not taken for one of our own that reached everybody', async () => {
  const durations = { updateSeconds: 5, shareListSeconds: 120 };
  const service = await start({ ...scenario, durations, undocumented: {} } as unknown as ScenarioInput);
  const other = new Console(service);
  await other.create(PORTFOLIO, toUnit(ALWAYS));
  await other.update(PORTFOLIO, toUnit(ALWAYS), { ShareTagOptions: false });

  const answer = await service.ask(shareRequest(unit(ALWAYS)));

  expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
  expect(answer.detail.accounts.failures).toMatchObject([{ accountId: accountOf(ALWAYS, 0) }]);
  await service.close();
});

test('a share of others that everybody has is not deleted, though its update was throttled', async () => {
  const service = await start({
    ...scenario,
    accountFailures: [{ error: 'ThrottlingException', on: ['UPDATE'], attempts: 1 }],
    durations: { updateSeconds: 5, shareListSeconds: 120 },
    undocumented: {},
  } as unknown as ScenarioInput);
  const other = new Console(service);
  await other.create(PORTFOLIO, toUnit(ONCE));
  await other.update(PORTFOLIO, toUnit(ONCE), { ShareTagOptions: false });
  const request = shareRequest(unit(ONCE));

  await service.ask(request);

  expect(service.statesOf(request.requestId)).not.toContain('DeleteShare');
  expect(service.sandbox.simulator.controls.portfolio(PORTFOLIO).accountIds).toContain(accountOf(ONCE, 0));
  await service.close();
});

test('a share that is not there after its creation failed is a failure, whoever has the portfolio otherwise', async () => {
  const gone = { shareAfterFailedCreation: 'GONE', statusOfDuplicatesAlone: 'ERROR' };
  const service = await start({ ...scenario, undocumented: gone } as unknown as ScenarioInput);
  await new Console(service).create(PORTFOLIO, toUnit(ONCE));
  const account = { organizationNode: { type: 'ACCOUNT', value: accountOf(ONCE, 1) } };

  const answer = await service.ask(shareRequest(account));

  expect(answer['detail-type']).toBe('PortfolioShareFailed');
  expect(answer.detail).toMatchObject({ effect: 'UNKNOWN', failure: { code: 'SHARE_FAILED' } });
  await service.close();
});
