import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';
import { changeShare } from './call-as-outsider.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { MEMBER, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

/** Service Catalog refuses to update such a share with the sentence of a running action, though nothing runs. */
const unit = (value: string) => ({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value } });
const BUSY = {
  error: 'InvalidStateException',
  message: 'Cannot process more than one portfolio share action at the same time. Try again later.',
};
const [NOBODY, SOME, ALL, RETRIED, HELD_UP] = [
  'ou-ab12-nobody00',
  'ou-ab12-some0000',
  'ou-ab12-all00000',
  'ou-ab12-retried0',
  'ou-ab12-heldup00',
] as const;

const scenario = {
  organization: {
    id: 'o-a1b2c3d4e5',
    rootId: 'r-ab12',
    managementAccountId: '111122223333',
    accounts: ['111122223333'],
    units: [
      { id: UNIT, accounts: [MEMBER] },
      { id: NOBODY, accounts: ['200000000000'] },
      { id: SOME, accounts: ['300000000000', '300000000001'] },
      { id: ALL, accounts: ['400000000000'] },
      { id: HELD_UP, accounts: ['600000000000', '600000000001'] },
      { id: RETRIED, accounts: ['500000000000', '500000000001'] },
    ],
  },
  portfolios: [{ id: PORTFOLIO, products: [{ id: 'prod-0000000000000' }] }],
  accountFailures: [
    { accounts: ['300000000000'], error: 'InternalFailure' },
    { accounts: ['600000000000'], error: 'InternalFailure' },
    { accounts: ['500000000000'], error: 'InternalFailure', attempts: 1 },
  ],
  shareFaults: [
    { organizationNode: NOBODY, on: ['CREATE'], times: 2, ends: 'ERROR' },
    { organizationNode: SOME, on: ['UPDATE'], times: 1, ends: 'ERROR' },
    { organizationNode: ALL, on: ['UPDATE'], times: 1, ends: 'ERROR' },
  ],
  durations: { deleteSeconds: 1_800 },
  undocumented: { updateOfShareInError: 'REFUSED', tokenOfExistingShare: 'NONE', updateReaches: 'EVERYBODY' },
} as unknown as ScenarioInput;

let service: Service;
beforeAll(async () => {
  service = await startService({ scenario, functionHost: 'MEMORY', speed: 6_000 });
});
afterAll(() => service.close());

const writes = (requestId: string) =>
  service.statesOf(requestId).filter((state) => /^(Create|Update|Delete|Confirm)Share$/.test(state));
const hasAccess = (accountId: string) =>
  service.sandbox.simulator.controls.portfolio(PORTFOLIO).accountIds.includes(accountId);

test('where nobody has it, other flags are brought by making it again', async () => {
  const first = await service.ask(shareRequest(unit(NOBODY)));
  expect(first.detail.failure.code).toBe('SHARE_FAILED');

  const request = shareRequest({ ...unit(NOBODY), shareTagOptions: true });
  const answer = await service.ask(request);

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(hasAccess('200000000000')).toBe(true);
  expect(writes(request.requestId).slice(-2)).toEqual(['DeleteShare', 'CreateShare']);
});

test('where some have it, the others are named', async () => {
  const first = await service.ask(shareRequest(unit(SOME)));
  expect(first['detail-type']).toBe('PortfolioShareCompletedWithErrors');

  const answer = await service.ask(shareRequest(unit(SOME)));

  expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
  expect(answer.detail).toMatchObject({
    effect: 'UNCHANGED',
    accounts: { succeeded: 1, failures: [{ accountId: '300000000000' }] },
  });
});

test('where everybody has it, it is as asked', async () => {
  await new Console(service).create(PORTFOLIO, toUnit(ALL));
  await service.ask(shareRequest(unit(ALL)));

  const answer = await service.ask(shareRequest(unit(ALL)));

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', accounts: { succeeded: 1, failed: 0 } });
});

test('where everybody has it, with other flags than asked for, that is no success', async () => {
  const answer = await service.ask(shareRequest({ ...unit(ALL), shareTagOptions: true }));

  expect(answer['detail-type']).toBe('PortfolioShareFailed');
});

test('an action that really runs is waited for, however long', async () => {
  await service.ask(shareRequest());
  await changeShare(service, 'delete');

  const answer = await service.ask(shareRequest());

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail.effect).toBe('CREATED');
  expect(hasAccess(MEMBER)).toBe(true);
});

test('where others act until the deadline, what the creation brought stands, and is wanted', async () => {
  const request = shareRequest(unit(HELD_UP));
  service.at(request.requestId, 'UpdateShare', () => {
    if (writes(request.requestId).length > 2) return;
    for (const operation of ['CreatePortfolioShare', 'UpdatePortfolioShare']) service.fault(operation, BUSY);
  });

  const answer = await service.ask(request);

  service.sandbox.simulator.controls.clearFaults();
  expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
  expect(answer.detail).toMatchObject({
    effect: 'CREATED',
    accounts: { succeeded: 1, failures: [{ accountId: '600000000000' }] },
  });
  const { drifts } = await reconcile(service, { portfolioIds: [PORTFOLIO], dryRun: true });
  const ofUnit = drifts.filter(({ organizationNode }) => organizationNode?.value === HELD_UP);
  expect(ofUnit.map(({ kind }) => kind)).toEqual(['ACCESS_MISSING']);
});

test('an update for whom a creation missed is made, though it is refused as busy at first', async () => {
  service.fault('UpdatePortfolioShare', { ...BUSY, times: 1 });
  const request = shareRequest(unit(RETRIED));

  const answer = await service.ask(request);

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 2, failed: 0 } });
  expect(writes(request.requestId)).toEqual(['CreateShare', 'UpdateShare', 'UpdateShare']);
});
