import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';
import { bySize } from '../size.ts';
import { changeShare } from './call-as-outsider.ts';
import { packageWithConfig } from './package-with-config.ts';
import { Console, toUnit } from './reconciliation.ts';
import { MEMBER, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const THREE = ['300000000000', '300000000001', '300000000002'];
const unit = (value: string) => ({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value } });
const [BROKEN, HALF, BROKEN_TWICE, UPDATED, BROKEN_BY_OTHERS] = [
  'ou-ab12-broken00',
  'ou-ab12-half0000',
  'ou-ab12-broken02',
  'ou-ab12-updated0',
  'ou-ab12-byothers',
] as const;

const scenario = {
  organization: {
    id: 'o-a1b2c3d4e5',
    rootId: 'r-ab12',
    managementAccountId: '111122223333',
    accounts: ['111122223333'],
    units: [
      { id: UNIT, accounts: [MEMBER] },
      { id: BROKEN, units: [{ id: 'ou-ab12-below000', accounts: THREE }] },
      { id: HALF, accounts: ['400000000000', '400000000001', '400000000002', '400000000003'] },
      { id: BROKEN_TWICE, accounts: ['500000000000'] },
      { id: BROKEN_BY_OTHERS, accounts: ['700000000000'] },
      { id: UPDATED, accounts: ['600000000000', '600000000001'] },
    ],
  },
  portfolios: [{ id: PORTFOLIO, products: [{ id: 'prod-0000000000000' }] }],
  accountFailures: [
    { accounts: ['400000000000'], error: 'InternalFailure' },
    { accounts: ['400000000001'], error: 'ThrottlingException' },
    { accounts: ['600000000000'], error: 'InternalFailure', on: ['UPDATE'], attempts: 1 },
  ],
  shareFaults: [
    { organizationNode: BROKEN_BY_OTHERS, on: ['CREATE'], times: 1, ends: 'ERROR', error: 'InternalError' },
    { organizationNode: BROKEN, on: ['CREATE'], times: 2, ends: 'ERROR', error: 'InternalError' },
    { organizationNode: BROKEN_TWICE, on: ['CREATE'], times: 2, ends: 'ERROR', error: 'InternalError' },
  ],
} as unknown as ScenarioInput;

const accountsWithAccess = ({ sandbox }: Service) =>
  sandbox.simulator.controls.portfolio(PORTFOLIO).accountIds;

/** What else AWS may answer there is played by `npm run unknowns`. */
const TOKENS = bySize<readonly ('LAST' | 'NONE')[]>({
  quick: ['LAST'],
  prove: ['LAST', 'NONE'],
  whole: ['LAST', 'NONE'],
});

describe.each(TOKENS)('where creating what is there answers the token %s', (token) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({
      scenario: { ...scenario, undocumented: { tokenOfExistingShare: token } },
      functionHost: 'MEMORY',
      speed: 6_000,
    });
  });
  afterAll(() => service.close());

  test('a share that failed is brought about when it is asked for again', async () => {
    const first = await service.ask(shareRequest(unit(BROKEN)));
    expect(first['detail-type']).toBe('PortfolioShareFailed');

    const answer = await service.ask(shareRequest({ ...unit(BROKEN), retryOf: first.detail.requestId }));

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'UPDATED', accounts: { succeeded: 3, failed: 0 } });
    expect(accountsWithAccess(service)).toEqual(expect.arrayContaining(THREE));
  });

  test('one that has arrived is as it was, and its accounts are not asked about again', async () => {
    const listed = service.sandbox.simulator.calls.count('ListPortfolioAccess');

    const answer = await service.ask(shareRequest(unit(BROKEN)));

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail.effect).toBe('UNCHANGED');
    expect(service.sandbox.simulator.calls.count('ListPortfolioAccess')).toBe(listed);
  });

  test('where some accounts have it, it is not taken from them, and those that lack it are named', async () => {
    const first = await service.ask(shareRequest(unit(HALF)));
    expect(first['detail-type']).toBe('PortfolioShareCompletedWithErrors');

    const again = shareRequest(unit(HALF));
    const answer = await service.ask(again);

    expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
    expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', accounts: { succeeded: 2, failed: 2 } });
    expect(answer.detail.accounts.failures.map(({ accountId }: { accountId: string }) => accountId)).toEqual([
      '400000000000',
      '400000000001',
    ]);
    expect(service.statesOf(again.requestId)).toContain('UpdateShare');
    expect(service.statesOf(again.requestId)).not.toContain('DeleteShare');
  });

  test('other flags do not hide that nobody has it', async () => {
    await service.ask(shareRequest(unit(BROKEN_TWICE)));

    const answer = await service.ask(shareRequest({ ...unit(BROKEN_TWICE), shareTagOptions: true }));

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(accountsWithAccess(service)).toContain('500000000000');
  });

  test('an update that failed for some accounts is made again', async () => {
    await service.ask(shareRequest(unit(UPDATED)));
    const updated = await service.ask(shareRequest({ ...unit(UPDATED), shareTagOptions: true }));
    expect(updated['detail-type']).toBe('PortfolioShareCompletedWithErrors');

    const again = shareRequest({ ...unit(UPDATED), shareTagOptions: true });
    const answer = await service.ask(again);

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(service.statesOf(again.requestId)).toContain('UpdateShare');
  });

  test.each([
    ['deletes', 'delete', 'CREATED'],
    ['gives other flags to', 'turn on tag options', 'UPDATED'],
  ] as const)('a share that somebody %s at this moment is not settled', async (_, meddling, effect) => {
    await service.ask(shareRequest());
    await changeShare(service, meddling);

    const answer = await service.ask(shareRequest());

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail.effect).toBe(effect);
    const share = service.sandbox.simulator.controls
      .portfolio(PORTFOLIO)
      .nodeShares.find(({ node }) => node.id === UNIT);
    expect(share).toMatchObject({ shareTagOptions: false });
    expect(accountsWithAccess(service)).toContain(MEMBER);
    await service.unshare();
  });

  test('a share that somebody makes at this moment, and that nobody gets, is brought about', async () => {
    const made = new Console(service).create(PORTFOLIO, toUnit(BROKEN_BY_OTHERS));
    await service.until('their creation', () =>
      service.sandbox.simulator.controls.shareActions().some(({ nodeId }) => nodeId === BROKEN_BY_OTHERS),
    );

    const answer = await service.ask(shareRequest(unit(BROKEN_BY_OTHERS)));

    await made;
    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(accountsWithAccess(service)).toContain('700000000000');
  });

  test('a share made by others is looked at, since its end is not known', async () => {
    await new Console(service).create(PORTFOLIO, toUnit(UNIT));
    const listed = service.sandbox.simulator.calls.count('ListPortfolioAccess');

    const answer = await service.ask(shareRequest());

    expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', accounts: { succeeded: 1, failed: 0 } });
    expect(service.sandbox.simulator.calls.count('ListPortfolioAccess')).toBeGreaterThan(listed);
  });
});

test('where nothing may be deleted, a share that nobody has is a failure, with its accounts', async () => {
  const packageDirectory = await packageWithConfig('patient-config.yml');
  const service = await startService({ packageDirectory, scenario, functionHost: 'MEMORY', speed: 6_000 });
  await service.ask(shareRequest(unit(BROKEN)));

  const answer = await service.ask(shareRequest(unit(BROKEN)));

  expect(answer['detail-type']).toBe('PortfolioShareFailed');
  expect(answer.detail).toMatchObject({
    failure: { code: 'SHARE_FAILED' },
    accounts: { succeeded: 0, failed: 3 },
  });
  expect(answer.detail.failure.cause).toContain('none of the 3 accounts');
  await service.close();
});

test("where somebody else's update is seen running, and fails for some, an update brings them the flags", async () => {
  const service = await startService({
    scenario: {
      ...scenario,
      accountFailures: [
        { accounts: ['600000000000'], error: 'InternalFailure', on: ['UPDATE'], attempts: 2 },
      ],
      durations: { updateSeconds: 600 },
      undocumented: { checkedBeforeBusy: 'EXISTING_SHARE', listedWhileUpdated: 'NEW_FLAGS' },
    },
    functionHost: 'MEMORY',
    speed: 6_000,
  });
  await service.ask(shareRequest(unit(UPDATED)));
  const atConsole = new Console(service);
  await atConsole.update(PORTFOLIO, toUnit(UPDATED), { ShareTagOptions: true });
  const back = atConsole.update(PORTFOLIO, toUnit(UPDATED), { ShareTagOptions: false });
  const actions = () => service.sandbox.simulator.controls.shareActions();
  await service.until('their update', () => actions().filter(({ kind }) => kind === 'UPDATE').length === 2);

  const request = shareRequest(unit(UPDATED));
  const answer = await service.ask(request);

  await back;
  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(service.statesOf(request.requestId)).toContain('UpdateShare');
  await service.close();
});
