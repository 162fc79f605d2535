import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/simulator/scenario-faults.ts';
import { killerOf } from './kill-after-call.ts';
import { Console, reconcile, reconciliationOf, toUnit } from './reconciliation.ts';
import { GUARDED_PATTERN, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const OTHER_PORTFOLIO = 'port-second234567';
const UNGUARDED_PATTERN = { principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM_PATTERN' };
const SECURITY = 'ou-ab12-security';
/** Each loses its function's answer, and whatever it would have done next. */
const KILLED_AFTER = [
  ['comparePortfolio', 'DescribePortfolioShares'],
  ['comparePortfolio', 'ListPrincipalsForPortfolio'],
  ['confirmDifferences', 'DescribePortfolioShares'],
  ['confirmDifferences', 'PutItem'],
  ['reportPortfolio', 'PutEvents'],
] as const;
const killer = killerOf(() => service);
let service: Service;
let atConsole: Console;

beforeAll(async () => {
  service = await startService({
    onCall: killer.onCall,
    scenario: {
      organization: {
        units: [
          { id: UNIT, accounts: ['333344445555', '444455556666'] },
          { id: SECURITY, accounts: ['222233334444'] },
          { id: 'ou-ab12-sandbox1', accounts: ['777788889999'] },
        ],
      },
      portfolios: [PORTFOLIO, OTHER_PORTFOLIO].map((id) => ({
        id,
        products: [{ id: `prod-of-${id}` }],
      })),
    },
  });
  atConsole = new Console(service);
  await service.ask(shareRequest({ sharePrincipals: true, principals: [GUARDED_PATTERN] }));
  const second = { portfolioId: OTHER_PORTFOLIO };
  await service.ask(shareRequest(second));
});
afterEach(() => service.sandbox.simulator.controls.clearFaults());
afterAll(() => service.close());

function fault(operation: string, answer: Partial<Fault>): void {
  service.sandbox.simulator.controls.addFault({ operation, ...answer } as Fault);
}

/** Nothing differs, and nothing is under way: where each test begins and ends. */
async function expectSame(): Promise<void> {
  const { completed, drifts } = await reconcile(service);
  expect(drifts).toEqual([]);
  expect(completed.drifts.found).toBe(0);
}

describe('a reconciliation', () => {
  test('finds nothing where all is as asked, with the fewest calls', async () => {
    const { completed, drifts } = await reconcile(service);

    expect(drifts).toEqual([]);
    expect(completed).toMatchObject({
      trigger: 'REQUEST',
      portfolios: { lookedAt: 2, unreadable: 0 },
      shares: { lookedAt: 2, leftAlone: 0 },
      drifts: { found: 0 },
      repairs: { planned: 0, askedFor: 0, isStopped: false },
    });
    // Four types and one page of principals each; constraints only where principal names are shared.
    expect(completed.apiCalls).toBe(2 * 5 + 1);
  });

  test('restores a share that is missing and flags that differ, once, by the front door', async () => {
    await atConsole.delete(PORTFOLIO, toUnit(UNIT));
    await atConsole.update(OTHER_PORTFOLIO, toUnit(UNIT), { ShareTagOptions: true });

    const { completed, drifts, repairs } = await reconcile(service);

    expect(drifts.map(({ kind, portfolioId }) => [kind, portfolioId])).toEqual([
      ['SHARE_MISSING', PORTFOLIO],
      ['FLAGS_DIFFER', OTHER_PORTFOLIO],
    ]);
    expect(drifts[0]).toMatchObject({
      expected: { shared: true, shareTagOptions: false, sharePrincipals: true },
      actual: { shared: false },
      organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNIT },
    });
    expect(completed.repairs).toMatchObject({ planned: 2, askedFor: 2 });
    const answers = await Promise.all(repairs.map(({ requestId }) => service.answer(requestId)));
    expect(answers.map(({ detail }) => detail.effect).sort()).toEqual(['CREATED', 'UPDATED']);
    expect(answers[0]?.detail.requester.source).toBe('foliocast.reconciliation');
    await expectSame();
  });

  test('reports what nobody asked for, with its risk, and leaves it where it is', async () => {
    await atConsole.create(PORTFOLIO, toUnit(SECURITY), { SharePrincipals: true });
    await atConsole.create(OTHER_PORTFOLIO, { AccountId: '777788889999' });
    await atConsole.associate(PORTFOLIO, UNGUARDED_PATTERN);

    const { drifts, repairs } = await reconcile(service);
    const again = await reconcile(service);

    expect(drifts.map(({ kind }) => kind).sort()).toEqual([
      'ACCOUNT_SHARE',
      'PRINCIPAL_NOT_ASKED_FOR',
      'SHARE_NOT_ASKED_FOR',
      'SHARE_NOT_ASKED_FOR',
    ]);
    const principal = drifts.find(({ kind }) => kind === 'PRINCIPAL_NOT_ASKED_FOR');
    expect(principal?.findings[0]).toMatchObject({ severity: 'CRITICAL', id: 'no-literal' });
    expect(repairs).toEqual([]);
    const share = drifts.find(({ kind }) => kind === 'SHARE_NOT_ASKED_FOR');
    expect(share?.whatWillBeDone).toMatchObject({ because: expect.stringContaining('request SHARE') });
    expect(again.drifts.map(({ driftId }) => driftId).sort()).toEqual(
      drifts.map(({ driftId }) => driftId).sort(),
    );
    await atConsole.delete(PORTFOLIO, toUnit(SECURITY));
    await atConsole.delete(OTHER_PORTFOLIO, { AccountId: '777788889999' });
    await atConsole.disassociate(PORTFOLIO, UNGUARDED_PATTERN);
    await expectSame();
    await atConsole.associate(PORTFOLIO, UNGUARDED_PATTERN);
    const later = await reconcile(service);
    expect(later.drifts.map(({ driftId }) => driftId)).not.toContain(principal?.driftId);
    await atConsole.disassociate(PORTFOLIO, UNGUARDED_PATTERN);
  });

  test('associates a principal that is missing', async () => {
    await atConsole.disassociate(PORTFOLIO, GUARDED_PATTERN);

    const { drifts, repairs } = await reconcile(service, { portfolioIds: [PORTFOLIO] });

    expect(drifts.map(({ kind, principal }) => [kind, principal])).toEqual([
      ['PRINCIPAL_MISSING', GUARDED_PATTERN],
    ]);
    const answer = await service.answer(repairs[0]?.requestId ?? '');
    expect(answer.detail).toMatchObject({ effect: 'UPDATED', principals: { associated: 1 } });
    await expectSame();
  });

  test('repairs nothing in a dry run, and says what it would', async () => {
    await atConsole.update(PORTFOLIO, toUnit(UNIT), { SharePrincipals: false });

    const { completed, drifts } = await reconcile(service, { dryRun: true });

    expect(drifts).toHaveLength(1);
    expect(drifts[0]?.whatWillBeDone).toEqual({ action: 'REPORT', because: 'this is a dry run' });
    expect(completed).toMatchObject({ dryRun: true, repairs: { planned: 1, askedFor: 0 } });
    await atConsole.update(PORTFOLIO, toUnit(UNIT), { SharePrincipals: true });
    await expectSame();
  });

  test('is silent about a drift that somebody acknowledged, until it changes', async () => {
    await atConsole.create(PORTFOLIO, toUnit(SECURITY));
    const [drift] = (await reconcile(service)).drifts;
    const acknowledged = { driftId: drift?.driftId, by: 'ops@acme.example' };
    await service.put(acknowledged, { detailType: 'PortfolioShareDriftAcknowledged' });
    await service.until('the acknowledgement', () =>
      service.sandbox.logs().some(({ line }) => line.includes('"Acknowledged"')),
    );

    const silent = await reconcile(service);
    await atConsole.update(PORTFOLIO, toUnit(SECURITY), { ShareTagOptions: true });
    const changed = await reconcile(service);

    expect(silent.drifts).toEqual([]);
    expect(silent.completed.drifts).toMatchObject({ found: 1, acknowledged: 1 });
    expect(changed.drifts.map(({ kind }) => kind)).toEqual(['SHARE_NOT_ASKED_FOR']);
    await atConsole.delete(PORTFOLIO, toUnit(SECURITY));
    await expectSame();
  });

  test('leaves alone what a request is about to change', async () => {
    const request = shareRequest({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: SECURITY } });
    await service.put(request);
    await service.until('the write', () =>
      service.sandbox
        .executions()
        .some(
          (one) =>
            one.input.includes(`"${request.requestId}"`) &&
            JSON.stringify(one.history).includes('WaitForShare'),
        ),
    );

    const { completed, drifts } = await reconcile(service);

    expect(drifts).toEqual([]);
    await service.answer(request.requestId);
    expect(completed.shares.leftAlone + completed.shares.lookedAt).toBeGreaterThanOrEqual(3);
    await service.ask(shareRequest({ ...request, requestId: `${request.requestId}-off`, action: 'UNSHARE' }));
    await expectSame();
  });

  test('names a portfolio that it cannot read, goes on with the rest, and invents nothing', async () => {
    await atConsole.update(OTHER_PORTFOLIO, toUnit(UNIT), { ShareTagOptions: true });
    fault('DescribePortfolioShares', { portfolioId: PORTFOLIO, error: 'ResourceNotFoundException' });

    const { completed, drifts, repairs } = await reconcile(service);

    expect(completed.portfolios).toEqual({
      lookedAt: 1,
      unreadable: 1,
      unreadablePortfolios: [{ portfolioId: PORTFOLIO, reason: 'ResourceNotFoundException' }],
    });
    expect(drifts.map(({ kind }) => kind)).toEqual(['FLAGS_DIFFER']);
    service.sandbox.simulator.controls.clearFaults();
    await service.answer(repairs[0]?.requestId ?? '');
    await expectSame();
  });

  test('takes throttling and answers that break off for what they are', async () => {
    fault('ListPrincipalsForPortfolio', { error: 'ThrottlingException', times: 5 });
    fault('DescribePortfolioShares', { dropConnection: 'BEFORE_EFFECT', times: 4 });

    await expectSame();
  });

  test('looks at one portfolio when somebody else changed it, once for several changes', async () => {
    await atConsole.create(OTHER_PORTFOLIO, toUnit(SECURITY));
    const eventIds = [1, 2, 3].map((number) => `change-${number}`);
    for (const id of eventIds)
      cloudTrail(id, 'CreatePortfolioShare', 'AWSReservedSSO_Admin_0123456789abcdef');

    const { completed, drifts } = await reconciliationOf(service, 'change-1');

    expect(completed).toMatchObject({ trigger: 'CHANGE', portfolios: { lookedAt: 1 } });
    expect(drifts.map(({ kind, portfolioId }) => [kind, portfolioId])).toEqual([
      ['SHARE_NOT_ASKED_FOR', OTHER_PORTFOLIO],
    ]);
    for (const id of ['change-2', 'change-3']) {
      await expect(reconciliationOf(service, id)).rejects.toThrow('SUCCEEDED and said nothing');
    }
    cloudTrail('ours', 'CreatePortfolioShare', 'foliocast-dev-CreateShare-us-east-1');
    await atConsole.delete(OTHER_PORTFOLIO, toUnit(SECURITY));
    await expectSame();
    expect(service.sandbox.executions().filter(({ input }) => input.includes('"ours"'))).toEqual([]);
  });

  test('after an update by somebody else, which may have failed for some, whoever asks again updates the share', async () => {
    for (const ShareTagOptions of [true, false])
      await atConsole.update(OTHER_PORTFOLIO, toUnit(UNIT), { ShareTagOptions });
    cloudTrail('toggled', 'UpdatePortfolioShare', 'AWSReservedSSO_Admin_0123456789abcdef');
    expect((await reconciliationOf(service, 'toggled')).drifts).toEqual([]);

    const request = shareRequest({ portfolioId: OTHER_PORTFOLIO });
    const { detail } = await service.ask(request);

    expect(detail).toMatchObject({ effect: 'UNCHANGED', accounts: { succeeded: 2, failed: 0 } });
    expect(service.statesOf(request.requestId)).toContain('UpdateShare');
    expect(service.statesOf(request.requestId)).not.toContain('ConfirmShare');
  });

  test('does not bring back what somebody has unshared since the repair was put', async () => {
    const organizationNode = { type: 'ORGANIZATIONAL_UNIT', value: SECURITY };
    await service.ask(shareRequest({ organizationNode }));
    await service.ask(shareRequest({ organizationNode, action: 'UNSHARE' }));

    const request = shareRequest({ organizationNode });
    service.forge(request, { source: 'foliocast.reconciliation' });
    const late = await service.answer(request.requestId);

    expect(late.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'SUPERSEDED' } });
    await expectSame();
  });

  test('finds nothing that is not there when its functions are killed while it runs', async () => {
    await atConsole.update(PORTFOLIO, toUnit(UNIT), { ShareTagOptions: true });
    // All are set before the run: at its speed a look from here comes too late for the next.
    for (const [functionName, operation] of KILLED_AFTER) killer.killAfter(functionName, operation);

    const { drifts, repairs } = await reconcile(service);

    expect(killer.kills()).toBe(KILLED_AFTER.length);
    // The last one dies with the drift on the bus, which is said again under the same id.
    const kinds = new Map(drifts.map(({ driftId, kind }) => [driftId, kind]));
    expect([...kinds.values()]).toEqual(['FLAGS_DIFFER']);
    expect(new Set(repairs.map(({ requestId }) => requestId)).size).toBe(1);
    await service.answer(repairs[0]?.requestId ?? '');
    await expectSame();
  });

  test('invents nothing when a portfolio goes away between the two readings', async () => {
    await atConsole.create(OTHER_PORTFOLIO, toUnit(SECURITY));
    // The first reading takes four calls, the second begins with the fifth.
    fault('DescribePortfolioShares', {
      portfolioId: OTHER_PORTFOLIO,
      error: 'ResourceNotFoundException',
      call: [5, 6, 7],
    });

    const { completed, drifts } = await reconcile(service, { portfolioIds: [OTHER_PORTFOLIO] });

    expect(drifts).toEqual([]);
    expect(completed.portfolios.unreadablePortfolios).toEqual([
      { portfolioId: OTHER_PORTFOLIO, reason: 'ResourceNotFoundException' },
    ]);
    service.sandbox.simulator.controls.clearFaults();
    await atConsole.delete(OTHER_PORTFOLIO, toUnit(SECURITY));
    await expectSame();
  });

  test('finds accounts with access that no share reaches where that is asked, and not otherwise', async () => {
    const { controls } = service.sandbox.simulator;
    expect((await reconcile(service, { checkAccounts: true })).drifts).toEqual([]);
    // As AWS warns: who leaves while Organizations access is disabled may keep what was shared.
    await atConsole.setOrganizationsAccess(false);
    controls.removeAccount('444455556666');
    await atConsole.setOrganizationsAccess(true);

    const withoutAccounts = await reconcile(service);
    const { drifts } = await reconcile(service, { checkAccounts: true });

    expect(withoutAccounts.drifts).toEqual([]);
    expect(drifts.map(({ kind, portfolioId, accountId }) => [kind, portfolioId, accountId])).toEqual([
      ['ACCESS_WITHOUT_SHARE', PORTFOLIO, '444455556666'],
      ['ACCESS_WITHOUT_SHARE', OTHER_PORTFOLIO, '444455556666'],
    ]);
  });

  test('refuses a request that it cannot read, in one sentence', async () => {
    const { completed } = await reconcile(service, { portfolioIds: ['not a portfolio'] });

    expect(completed.refused).toBe(
      'portfolioIds[0] is "not a portfolio": expected a portfolio id such as port-a1b2c3d4e5f6g',
    );
    expect(completed.apiCalls).toBe(0);
  });
});

function cloudTrail(id: string, eventName: string, roleName: string): void {
  service.sandbox.buses.publishAwsEvent({
    source: 'aws.servicecatalog',
    'detail-type': 'AWS API Call via CloudTrail',
    resources: [],
    detail: {
      eventID: id,
      eventSource: 'servicecatalog.amazonaws.com',
      eventName,
      userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { userName: roleName } } },
      requestParameters: { portfolioId: OTHER_PORTFOLIO },
    },
  });
}
