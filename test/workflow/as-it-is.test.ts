import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InterceptCall } from '../../sandbox/intercept-call.ts';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { GUARDED_PATTERN, shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

const OWNER = '111122223333';
const [LOST, REFUSED, LENDING, OTHER, BY_OTHERS, LEFT, GONE, TO_AND_FRO] = [
  'ou-ab12-lost0000',
  'ou-ab12-refused0',
  'ou-ab12-lending0',
  'ou-ab12-other000',
  'ou-ab12-byothers',
  'ou-ab12-left0000',
  'ou-ab12-gone0000',
  'ou-ab12-toandfro',
] as const;
/** A portfolio for each unit, so that no test finds another's drifts. */
const portfolioOf = (value: string) => value.replace('ou-ab12', 'port');
const unit = (value: string) => ({
  portfolioId: portfolioOf(value),
  organizationNode: { type: 'ORGANIZATIONAL_UNIT', value },
});
const look = (value: string) => reconcile(service, { portfolioIds: [portfolioOf(value)] });
/** Matches whatever anybody makes: refused by the default policy. */
const ANYTHING = { principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM_PATTERN' };

const scenario = {
  organization: {
    id: 'o-a1b2c3d4e5',
    rootId: 'r-ab12',
    managementAccountId: OWNER,
    units: [LOST, REFUSED, LENDING, OTHER, BY_OTHERS, LEFT, GONE, TO_AND_FRO].map((id, nth) => ({
      id,
      accounts: [`${300_000_000_000 + nth}`],
    })),
  },
  portfolios: [
    ...[LOST, REFUSED, LENDING, BY_OTHERS, LEFT, GONE, TO_AND_FRO].map((value) => ({
      id: portfolioOf(value),
      products: [{ id: portfolioOf(value).replace('port', 'prod') }],
    })),
    {
      id: 'port-foreign0',
      accountId: '300000000000',
      products: [{ id: 'prod-foreign0' }],
      shares: [{ accountId: OWNER, accepted: true }],
    },
  ],
  durations: { deleteSeconds: 3_600 },
} as unknown as ScenarioInput;

let intercept: InterceptCall = (_, perform) => perform();
let service: Service;
beforeAll(async () => {
  service = await startService({
    scenario,
    functionHost: 'MEMORY',
    speed: 6_000,
    interceptCall: (call, perform) => intercept(call, perform),
  });
});
afterAll(() => service.close());

const isShared = (value: string) =>
  service.sandbox.simulator.controls.portfolio(portfolioOf(value)).nodeShares.length > 0;
const callsSince = (count: number) =>
  service.sandbox
    .calls()
    .slice(count)
    .map(({ operation }) => operation);

test('a principal of another account is refused before any write', async () => {
  const before = service.sandbox.calls().length;
  const principals = [{ principalArn: 'arn:aws:iam::999988887777:role/Theirs', principalType: 'IAM' }];
  const { detail } = await service.ask(shareRequest({ ...unit(LOST), principals }));

  expect(detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'PRINCIPAL_INVALID' } });
  expect(detail.failure.cause).toMatch(/999988887777.*another account.*expected/);
  expect(callsSince(before).filter((operation) => /Associate|CreatePortfolio/.test(operation))).toEqual([]);
});

test('the organization of somebody else is no node of ours', async () => {
  const organizationNode = { type: 'ORGANIZATION', value: 'o-zzzzzzzzzz' };
  const { detail } = await service.ask(shareRequest({ ...unit(LOST), organizationNode }));

  expect(detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'NODE_NOT_FOUND' } });
  expect(detail.accounts).toBeUndefined();
});

test.each(['SHARE', 'UNSHARE'])(
  '%s of a portfolio that was shared with us names its owner',
  async (action) => {
    const { detail } = await service.ask(
      shareRequest({ ...unit(LOST), portfolioId: 'port-foreign0', action }),
    );

    expect(detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'PORTFOLIO_NOT_OURS' } });
    expect(detail.failure.cause).toMatch(/300000000000/);
  },
);

function loseOneDeletion(): void {
  intercept = async ({ operation }, perform) => {
    const outcome = await perform();
    if (operation !== 'DeletePortfolioShare') return outcome;
    intercept = (_, another) => another();
    return 'DROP';
  };
}

test('a deletion whose answer was lost is proven by one that finds nothing, and its principals are taken off', async () => {
  const portfolioId = portfolioOf(LOST);
  const principals = [GUARDED_PATTERN];
  await service.ask(shareRequest({ ...unit(LOST), sharePrincipals: true, principals }));
  loseOneDeletion();

  const { 'detail-type': type, detail } = await service.ask(
    shareRequest({ ...unit(LOST), action: 'UNSHARE', principals }),
  );

  expect(type).toBe('PortfolioShareCompleted');
  expect(detail).toMatchObject({ effect: 'REMOVED', principals: { disassociated: 1 } });
  expect(detail.accounts).toBeUndefined();
  expect(isShared(LOST)).toBe(false);
  expect(service.sandbox.simulator.controls.portfolio(portfolioId).principals).toEqual([]);
});

test('one whose execution was stopped then is waited for by whoever asks for the share next', async () => {
  await service.ask(shareRequest(unit(LOST)));
  loseOneDeletion();
  const removal = shareRequest({ ...unit(LOST), action: 'UNSHARE' });
  service.at(removal.requestId, 'WaitForNextWrite', () =>
    service.executionOf(removal.requestId).stop('StoppedByHand', 'by the test'),
  );

  const removed = await service.ask(removal);
  const shared = await service.ask(shareRequest(unit(LOST)));

  expect(removed.detail).toMatchObject({ effect: 'UNKNOWN' });
  expect(removed.detail.accounts).toBeUndefined();
  expect(shared['detail-type']).toBe('PortfolioShareCompleted');
  expect(isShared(LOST)).toBe(true);
  await service.sandbox.clock.delay(2 * 3_600_000);
  expect(isShared(LOST)).toBe(true);
});

test('a repair that policy refused is asked for again once what it was refused for is gone', async () => {
  const other = new Console(service);
  const request = shareRequest({ ...unit(REFUSED), sharePrincipals: true, principals: [GUARDED_PATTERN] });
  await service.ask(request);
  await other.delete(portfolioOf(REFUSED), toUnit(REFUSED));
  await other.associate(portfolioOf(REFUSED), ANYTHING);

  const missing = ({ drifts }: Awaited<ReturnType<typeof look>>) =>
    drifts.find(({ kind }) => kind === 'SHARE_MISSING')?.whatWillBeDone;
  const first = await look(REFUSED);
  for (const { requestId } of first.repairs) {
    expect((await service.answer(requestId)).detail.failure).toMatchObject({
      code: 'PRINCIPAL_RISK_REFUSED',
    });
  }
  const second = await look(REFUSED);
  await other.disassociate(portfolioOf(REFUSED), ANYTHING);
  const third = await look(REFUSED);
  for (const { requestId } of third.repairs) await service.answer(requestId);

  expect([missing(first), missing(second), missing(third)]).toMatchObject([
    { action: 'REPAIR' },
    { action: 'REPORT' },
    { action: 'REPAIR' },
  ]);
  expect(isShared(REFUSED)).toBe(true);
});

test('a repair is judged anew where the facts of its refusal came after it was asked for, and are gone', async () => {
  const other = new Console(service);
  await service.ask(
    shareRequest({ ...unit(TO_AND_FRO), sharePrincipals: true, principals: [GUARDED_PATTERN] }),
  );
  await other.delete(portfolioOf(TO_AND_FRO), toUnit(TO_AND_FRO));
  // It holds the lease for an hour, so the repair has its turn after the pattern came.
  await service.ask(shareRequest(unit(LEFT)));
  const holder = shareRequest({ ...unit(LEFT), action: 'UNSHARE' });
  const isRunning = new Promise<void>((tell) => service.at(holder.requestId, 'WaitForShare', tell));
  await service.put(holder);
  await isRunning;

  const first = await look(TO_AND_FRO);
  await other.associate(portfolioOf(TO_AND_FRO), ANYTHING);
  const [repair] = first.repairs;
  const refused = await service.answer(repair?.requestId ?? '');
  const second = await look(TO_AND_FRO);
  for (const { requestId } of second.repairs) await service.answer(requestId);
  await other.disassociate(portfolioOf(TO_AND_FRO), ANYTHING);
  const third = await look(TO_AND_FRO);
  for (const { requestId } of third.repairs) await service.answer(requestId);

  expect(refused.detail.failure).toMatchObject({ code: 'PRINCIPAL_RISK_REFUSED' });
  expect(third.repairs).toHaveLength(1);
  expect(isShared(TO_AND_FRO)).toBe(true);
});

test('a constraint that was there when names were first shared is no risk that rose', async () => {
  const { controls } = service.sandbox.simulator;
  const productId = portfolioOf(LENDING).replace('port', 'prod');
  controls.addConstraint(portfolioOf(LENDING), { type: 'LAUNCH', productId });
  await service.ask(shareRequest({ ...unit(LENDING), sharePrincipals: true }));
  const organizationNode = { type: 'ORGANIZATIONAL_UNIT', value: OTHER };
  await service.ask(shareRequest({ ...unit(LENDING), organizationNode, principals: [GUARDED_PATTERN] }));

  expect((await look(LENDING)).drifts).toEqual([]);
});

test('what a request brought before it failed is told as such', async () => {
  service.fault('CreatePortfolioShare', { error: 'InvalidParametersException', times: 1 });
  const failed = await service.ask(shareRequest({ ...unit(LEFT), principals: [GUARDED_PATTERN] }));

  const { drifts } = await look(LEFT);

  expect(failed.detail).toMatchObject({ effect: 'UPDATED', failure: { code: 'REFUSED_BY_SERVICE_CATALOG' } });
  expect(drifts).toMatchObject([{ kind: 'PRINCIPAL_LEFT_BEHIND', askedBy: failed.detail.requestId }]);
});

test('what others do to a portfolio that nobody ever asked about is no drift', async () => {
  const principal = { principalArn: `arn:aws:iam::${OWNER}:role/Theirs`, principalType: 'IAM' };
  await new Console(service).associate(portfolioOf(BY_OTHERS), principal);
  service.sandbox.buses.publishAwsEvent({
    source: 'aws.servicecatalog',
    'detail-type': 'AWS API Call via CloudTrail',
    resources: [],
    detail: {
      eventID: 'by-others',
      eventSource: 'servicecatalog.amazonaws.com',
      eventName: 'AssociatePrincipalWithPortfolio',
      userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { userName: 'Theirs' } } },
      requestParameters: { portfolioId: portfolioOf(BY_OTHERS) },
    },
  });
  const run = await service.until('the run', () =>
    service.sandbox.executions().find(({ input }) => input.includes('by-others')),
  );
  await run.ended;

  const told = service.sandbox.events().map(({ event }) => JSON.stringify(event.detail));
  expect(run.status).toBe('SUCCEEDED');
  expect(told.filter((text) => text.includes('drift-') && text.includes(portfolioOf(BY_OTHERS)))).toEqual([]);
});

describe('the recipient is gone while the share with it is still listed', () => {
  const ACCOUNT = '300000000006';
  const toAccount = { ...unit(GONE), organizationNode: { type: 'ACCOUNT', value: ACCOUNT } };

  beforeAll(async () => {
    await service.ask(shareRequest(unit(GONE)));
    await service.ask(shareRequest(toAccount));
    const { controls } = service.sandbox.simulator;
    controls.removeAccount(ACCOUNT);
    controls.organization.removeUnit(GONE);
  });

  test.each([
    ['a unit that was deleted', unit(GONE), {}],
    ['a unit that was deleted, with other flags', unit(GONE), { shareTagOptions: true }],
    ['an account that left', toAccount, {}],
  ])('sharing with %s is not complete', async (_, recipient, change) => {
    const { detail } = await service.ask(shareRequest({ ...recipient, ...change }));

    expect(detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'NODE_NOT_FOUND' } });
    expect(detail.failure.cause).toMatch(/still listed: ask for UNSHARE/);
  });

  test('a reconciliation that looks at accounts finds both', async () => {
    const { drifts } = await reconcile(service, { portfolioIds: [portfolioOf(GONE)], checkAccounts: true });

    const found = drifts.filter(({ kind }) => kind === 'ACCESS_MISSING');
    expect(found.map(({ organizationNode }) => organizationNode?.value).sort()).toEqual([ACCOUNT, GONE]);
  });

  test('an UNSHARE takes the share away', async () => {
    const { detail } = await service.ask(shareRequest({ ...unit(GONE), action: 'UNSHARE' }));

    expect(detail.effect).toBe('REMOVED');
  });
});
