import { afterAll, beforeAll, expect, test } from 'vitest';
import { GUARDED_PATTERN, PORTFOLIO, shareRequest } from './requests.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
  // Limits what may be launched, and lends nobody's rights.
  service.sandbox.simulator.controls.addConstraint(PORTFOLIO, {
    type: 'TEMPLATE',
    productId: 'prod-a1b2c3d4e5f6g',
  });
});
afterAll(() => service.close());

const WRITES = /^(Create|Update|Delete)PortfolioShare|^(Associate|Disassociate)Principal/;

async function tryOut(request: { readonly requestId: string }, overrides = {}): Promise<AnswerEvent> {
  const eventId = await service.put({ ...request, dryRun: true }, overrides);
  return service.until(`the plan of ${request.requestId}`, () =>
    service.sandbox
      .events()
      .map(({ event }) => event as AnswerEvent)
      .find((event) => event['detail-type'] === 'PortfolioSharePlanned' && event.detail.eventId === eventId),
  );
}

function writes(): number {
  return service.sandbox.calls().filter(({ operation }) => WRITES.test(operation)).length;
}

test('says what the request would do, does nothing, and leaves its id free', async () => {
  const request = shareRequest({ sharePrincipals: true, principals: [GUARDED_PATTERN] });

  const planned = await tryOut(request);
  const before = writes();
  const outcome = await service.ask(request);

  expect(planned.detail).toMatchObject({
    requestId: request.requestId,
    plan: { write: 'CREATE', toAssociate: [GUARDED_PATTERN], toDisassociate: [] },
    reach: { gaining: { count: 4 }, losing: { count: 0 } },
    severity: 'LOW',
    decision: 'ALLOW',
  });
  expect(before).toBe(0);
  expect(outcome.detail).toMatchObject({
    effect: 'CREATED',
    reach: { reached: { predicted: 4, accounts: 4, isAsPredicted: true } },
  });
});

test.each([
  [
    'the yes that it would need',
    {
      sharePrincipals: true,
      principals: [{ principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' }],
    },
    { decision: 'APPROVE', severity: 'HIGH', plan: { write: 'NONE' } },
  ],
  [
    'what policy refuses',
    {
      sharePrincipals: true,
      principals: [{ principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM_PATTERN' }],
    },
    { decision: 'REFUSE', failure: { code: 'PRINCIPAL_RISK_REFUSED' } },
  ],
  [
    'a portfolio that is not there',
    { portfolioId: 'port-notthere' },
    { failure: { code: 'PORTFOLIO_NOT_FOUND' } },
  ],
  ['who would lose', { action: 'UNSHARE' }, { plan: { write: 'DELETE' }, reach: { losing: { count: 4 } } }],
  [
    'an account that leaves the organization',
    { organizationNode: undefined, accountId: '888877776666' },
    {
      decision: 'APPROVE',
      findings: expect.arrayContaining([
        expect.objectContaining({ id: 'account-outside-organization', severity: 'HIGH' }),
      ]),
    },
  ],
  [
    'an account that leaves the organization, and that a rule names',
    { organizationNode: undefined, accountId: '999988887777' },
    {
      decision: 'ALLOW',
      findings: expect.arrayContaining([
        expect.objectContaining({ id: 'account-outside-organization', waivedBy: '999988887777' }),
      ]),
    },
  ],
])('tells %s', async (_, detail, expected) => {
  const planned = await tryOut(shareRequest(detail));

  expect(planned.detail).toMatchObject(expected);
});

test('has read what the constraints say where somebody would have to say yes', () => {
  const read = service.sandbox.calls().filter(({ operation }) => operation === 'DescribeConstraint');

  expect(read.length).toBeGreaterThan(0);
  expect(read.length).toBeLessThan(5);
});

test('is answered too where it cannot be tried, and refused where it may not be asked for', async () => {
  const denied = { error: 'AccessDeniedException', message: 'no' };
  service.fault('DescribePortfolio', { ...denied, times: 1 });
  const untried = await tryOut(shareRequest());
  const request = shareRequest({ dryRun: true, portfolioId: PORTFOLIO });
  await service.put(request, { accessKeyId: '333344445555' });
  const refused = await service.answer(request.requestId);

  expect(untried.detail).toMatchObject({ failure: { code: 'ACCESS_DENIED' } });
  expect(refused.detail.code).toBe('REQUESTER_NOT_ALLOWED');
});
