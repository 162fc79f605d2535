import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { GUARDED_PATTERN, MEMBER, PORTFOLIO, shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

/** An UNSHARE that takes principals with it, and is not done in one go. */
const withPrincipals = { principals: [GUARDED_PATTERN] };
let service: Service;

beforeAll(async () => {
  const accountFailures = [
    {
      accounts: [MEMBER],
      error: 'InternalFailure',
      message: 'It did not let go.',
      on: ['DELETE'],
      attempts: 1,
    },
  ];
  service = await startService({ scenario: { ...defaultScenario, accountFailures } });
});
afterEach(() => service.sandbox.simulator.controls.clearFaults());
afterAll(() => service.close());

const portfolio = () => service.sandbox.simulator.controls.portfolio(PORTFOLIO);

test('a share that some accounts did not let go is not called removed, and keeps its principals', async () => {
  await service.ask(shareRequest({ sharePrincipals: true, ...withPrincipals }));

  const answer = await service.ask(shareRequest({ action: 'UNSHARE', ...withPrincipals }));

  expect(portfolio().nodeShares).toHaveLength(1);
  expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
  expect(answer.detail).toMatchObject({
    effect: 'UNKNOWN',
    accounts: { failed: 1, failures: [{ accountId: MEMBER }] },
  });
  expect(portfolio().principals).toHaveLength(1);
  const again = await service.ask(shareRequest({ action: 'UNSHARE', ...withPrincipals }));
  expect(again.detail).toMatchObject({ effect: 'REMOVED', principals: { disassociated: 1 } });
});

test('a principal that was taken off with a lost answer is counted', async () => {
  await service.ask(shareRequest(withPrincipals));
  await service.unshare();
  service.fault('DisassociatePrincipalFromPortfolio', { dropConnection: 'AFTER_EFFECT', times: 1 });

  const answer = await service.ask(shareRequest({ action: 'UNSHARE', ...withPrincipals }));

  expect(answer.detail).toMatchObject({ effect: 'UPDATED', principals: { disassociated: 1 } });
  expect(answer.detail.principals).not.toHaveProperty('toDisassociate');
  expect(portfolio().principals).toEqual([]);
});

test('an execution that is stopped before the principals are off has not completed', async () => {
  await service.ask(shareRequest({ sharePrincipals: true, ...withPrincipals }));
  const request = shareRequest({ action: 'UNSHARE', ...withPrincipals });
  service.fault('DisassociatePrincipalFromPortfolio', { error: 'ThrottlingException' });
  service.at(request.requestId, 'DisassociatePrincipals', () =>
    service.executionOf(request.requestId).stop('StoppedByHand', 'by the test'),
  );

  const answer = await service.ask(request);

  expect(answer['detail-type']).toBe('PortfolioShareFailed');
  expect(answer.detail).toMatchObject({ failure: { code: 'ABORTED' }, principals: { disassociated: 0 } });
  expect(answer.detail.effect).toBe('REMOVED');
  expect(portfolio().principals).toHaveLength(1);
});
