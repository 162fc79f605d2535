import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { GUARDED_PATTERN, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

/** Since a first principal was taken off: an operator has cancelled the request, and the next call is throttled. */
let isCancelled = false;
let isToBeCancelled = false;
let service: Service;
beforeAll(async () => {
  service = await startService({
    async interceptCall({ functionName, operation }, perform) {
      const outcome = await perform();
      if (isToBeCancelled && operation === 'DisassociatePrincipalFromPortfolio') {
        if (!isCancelled) service.fault(operation, { error: 'ThrottlingException', times: 1 });
        isCancelled = true;
      }
      const isRead = functionName?.endsWith('-disassociatePrincipals') && operation === 'GetItem';
      if (!isCancelled || !isRead || typeof outcome === 'string') return outcome;
      const marked = '"sk":{"S":"REQUEST"},"cancelledBy":{"S":"ana"}';
      return { ...outcome, body: outcome.body.replace('"sk":{"S":"REQUEST"}', marked) };
    },
  });
});
afterAll(() => service.close());

const SHARED = { sharePrincipals: true, principals: [GUARDED_PATTERN] };

function disassociate(
  principals: readonly object[] = [GUARDED_PATTERN],
  detail: object = {},
): Promise<AnswerEvent> {
  const { organizationNode: _, ...request } = shareRequest({ action: 'DISASSOCIATE', principals });
  return service.ask({ ...request, ...detail } as { requestId: string });
}

function portfolioNow() {
  return service.sandbox.simulator.controls.portfolio(PORTFOLIO);
}

test('a principal that nothing asks for goes alone, and the share stays', async () => {
  await service.ask(shareRequest(SHARED));
  const refused = await disassociate();
  await service.ask(shareRequest({ sharePrincipals: true, exactPrincipals: true }));

  const taken = await disassociate();

  expect(refused.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'PRINCIPAL_STILL_NEEDED' } });
  expect(taken['detail-type']).toBe('PortfolioShareCompleted');
  expect(taken.detail).toMatchObject({
    action: 'DISASSOCIATE',
    effect: 'UPDATED',
    principals: { disassociated: 1 },
  });
  // Who loses: the owner, and the four accounts below the unit.
  expect(taken.detail.reach.principals).toEqual([{ ...GUARDED_PATTERN, gains: 0, loses: 5 }]);
  expect(taken.detail).not.toHaveProperty('organizationNode');
  expect(taken.detail).not.toHaveProperty('accountId');
  expect(portfolioNow().principals).toEqual([]);
  expect(portfolioNow().nodeShares.map(({ node }) => node.id)).toEqual([UNIT]);
  await service.unshare();
});

test('a full portfolio has room for a request if another that waits for its turn takes a principal off', async () => {
  const patternOf = (nth: number) => ({
    ...GUARDED_PATTERN,
    principalArn: GUARDED_PATTERN.principalArn.replace('Developer', `Developer${nth}`),
  });
  const [first, ...others] = Array.from({ length: 10 }, (_, nth) => patternOf(nth));
  await service.ask(shareRequest({ principals: [first, ...others] }));
  await service.ask(shareRequest({ principals: others, exactPrincipals: true }));
  const putUntil = async (request: { requestId: string }, state: string) => {
    const isThere = new Promise<void>((tell) => service.at(request.requestId, state, tell));
    await service.put(request);
    await isThere;
  };
  service.fault('UpdatePortfolioShare', { error: 'InvalidStateException', message: 'Try again later.' });
  const holder = shareRequest({ shareTagOptions: true });
  await putUntil(holder, 'WaitForNextWrite');
  const { organizationNode: _, ...removal } = shareRequest({ action: 'DISASSOCIATE', principals: [first] });
  await putUntil(removal as { requestId: string }, 'AcquireLease');
  const request = shareRequest({ shareTagOptions: true, principals: [patternOf(10)] });
  service.at(request.requestId, 'AcquireLease', () => service.sandbox.simulator.controls.clearFaults());

  const answer = await service.ask(request);
  service.sandbox.simulator.controls.clearFaults();

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ principals: { associated: 1 } });
  await service.unshare({ principals: [...others, patternOf(10)] });
});

test('what is not there needs nobody to take it off', async () => {
  const answer = await disassociate();

  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', principals: { disassociated: 0 } });
});

test('a principal under the type that contradicts its ARN, which would not be found, is refused', async () => {
  const answer = await disassociate([{ ...GUARDED_PATTERN, principalType: 'IAM' }]);

  expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'PRINCIPAL_INVALID' } });
  expect(answer.detail.failure.cause).toMatch(/principals\[0\]\.principalType.*IAM_PATTERN for this ARN/);
});

test('a cancelled request takes no further principal off, and says what it has taken off', async () => {
  const second = { ...GUARDED_PATTERN, principalArn: `${GUARDED_PATTERN.principalArn}-2` };
  await service.ask(shareRequest({ principals: [GUARDED_PATTERN, second] }));
  await service.ask(shareRequest({ exactPrincipals: true }));
  isToBeCancelled = true;

  const { detail } = await disassociate([GUARDED_PATTERN, second]);

  isToBeCancelled = false;
  isCancelled = false;
  expect(detail).toMatchObject({
    effect: 'UPDATED',
    principals: { disassociated: 1 },
    failure: { code: 'CANCELLED', cause: 'cancelled by ana', done: ['disassociated 1 principal'] },
  });
  expect(portfolioNow().principals).toHaveLength(1);
  await disassociate([GUARDED_PATTERN, second]);
  await service.unshare();
});

test.each([
  ['a node', { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNIT } }, 'organizationNode'],
  ['an account', { accountId: '333344445555' }, 'accountId'],
  ['no principal', { principals: [] }, 'principals'],
  ['a flag', { sharePrincipals: true }, 'sharePrincipals'],
  ['an account to verify', { verifyAccountId: '333344445555' }, 'verifyAccountId'],
])('that names %s is refused', async (_, detail, field) => {
  const answer = await disassociate([GUARDED_PATTERN], detail);

  expect(answer['detail-type']).toBe('PortfolioShareRefused');
  expect(answer.detail.problems.map((problem: { field: string }) => problem.field)).toEqual([field]);
});

test('a principal that the list still names a moment after it was taken off is associated again', async () => {
  const defaults = service;
  service = await startService({ scenario: { ...defaultScenario, durations: { principalListSeconds: 80 } } });
  await service.ask(shareRequest(SHARED));
  await service.sandbox.clock.delay(100_000);
  await service.ask(shareRequest({ sharePrincipals: true, exactPrincipals: true }));
  await disassociate();

  const { detail } = await service.ask(shareRequest(SHARED));

  expect(detail.principals).toEqual({ associated: 1, alreadyAssociated: 0 });
  expect(portfolioNow().principals).toHaveLength(1);

  // The quota of ten patterns: those that make room are listed for a while.
  const principals = Array.from({ length: 10 }, (_, nth) => ({
    ...GUARDED_PATTERN,
    principalArn: GUARDED_PATTERN.principalArn.replace('Developer', `Auditor${nth}`),
  }));
  await service.ask(shareRequest({ sharePrincipals: true, exactPrincipals: true }));
  await disassociate();
  const others = await service.ask(shareRequest({ sharePrincipals: true, principals }));
  expect(others.detail.principals).toMatchObject({ associated: 10 });
  await service.close();
  service = defaults;
});
