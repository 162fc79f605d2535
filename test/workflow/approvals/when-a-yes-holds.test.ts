import { afterAll, beforeAll, expect, test } from 'vitest';
import { shareRequest } from '../requests.ts';
import { freshPortfolio, RISKY, riskyRequest, startApprovals, TICKET, unitOf } from './approval-steps.ts';

let approvals: Awaited<ReturnType<typeof startApprovals>>;
beforeAll(async () => {
  approvals = await startApprovals();
});
afterAll(() => approvals.service.close());

test('a risky request waits for a yes without the lease, and says whose it was', async () => {
  const { decide, question, service } = approvals;
  const request = riskyRequest();
  await service.put(request);
  const asked = await question(request.requestId);

  const meanwhile = await service.ask(
    shareRequest({ organizationNode: { type: 'ACCOUNT', value: '333344445555' } }),
  );
  await decide(asked, 'APPROVED');
  const outcome = await service.answer(request.requestId);

  expect(asked).toMatchObject({
    requestId: request.requestId,
    ticket: TICKET,
    severity: 'HIGH',
    principals: [RISKY],
    round: 1,
  });
  expect(asked.findings.map(({ id }: { id: string }) => id)).toContain('unguarded-wildcard');
  // Enough to decide by: whom it reaches, and who would match.
  expect(asked.reach.gaining).toEqual({
    count: 4,
    accounts: ['333344445555', '444455556666', '555566667777', '666677778888'],
  });
  expect(asked.reach.principals).toEqual([{ ...RISKY, gains: 5, loses: 0 }]);
  expect(asked.reach.gainingPrincipals.count).toBe(5);
  expect(asked.examples).toEqual([{ principalArn: RISKY.principalArn, matching: expect.any(Array) }]);
  expect(asked.examples[0].matching).toContain('arn:aws:iam::123456789012:role/Deployer-Example');
  expect(asked.summary).toContain('4 accounts gain the portfolio.');
  expect(JSON.stringify(service.sandbox.events())).not.toContain('taskToken');
  const logged = service.sandbox.logs().map(({ line }) => line);
  expect(logged.filter((line) => line.includes('Who may ask may also approve'))).not.toEqual([]);
  expect(meanwhile['detail-type']).toBe('PortfolioShareCompleted');
  expect(outcome['detail-type']).toBe('PortfolioShareCompleted');
  expect(outcome.detail).toMatchObject({
    effect: 'CREATED',
    ticket: TICKET,
    approval: {
      decision: 'APPROVED',
      by: 'ana@acme.example',
      reason: 'seen in review',
      source: 'acme.security',
    },
  });
});

test.each([
  ['the same request again', {}],
  [
    'a share without names',
    {
      organizationNode: unitOf('ou-ab12-sandbox1'),
      sharePrincipals: false,
      principals: [],
    },
  ],
  ['a unit below', { organizationNode: unitOf('ou-ab12-prod7890') }],
])('what exposes nothing more asks nobody: %s', async (_, detail) => {
  const { approve, questionsAbout, service } = approvals;
  const portfolioId = freshPortfolio();
  const request = riskyRequest({ portfolioId, ...detail });

  await approve(riskyRequest({ portfolioId }));
  const outcome = await service.ask(request);

  expect(outcome['detail-type']).toBe('PortfolioShareCompleted');
  expect(questionsAbout(request.requestId)).toEqual([]);
});

test('what somebody else took away is brought back without another question', async () => {
  const { approve, questionsAbout, service, takeAway } = approvals;
  const portfolioId = freshPortfolio();
  const request = riskyRequest({ portfolioId });

  await approve(riskyRequest({ portfolioId }));
  await takeAway(portfolioId);
  const outcome = await service.ask(request);

  expect(outcome.detail.effect).toBe('CREATED');
  expect(questionsAbout(request.requestId)).toEqual([]);
});

test('an UNSHARE that was refused takes nothing back of what was approved', async () => {
  const { approve, questionsAbout, service, takeAway } = approvals;
  const portfolioId = freshPortfolio();

  await approve(riskyRequest({ portfolioId }));
  service.fault('DeletePortfolioShare', { error: 'InvalidParametersException', times: 1 });
  const refused = await service.ask(shareRequest({ portfolioId, action: 'UNSHARE', principals: [RISKY] }));
  await takeAway(portfolioId);
  const again = await service.ask(riskyRequest({ portfolioId }));

  expect(refused.detail).toMatchObject({
    effect: 'UNCHANGED',
    failure: { code: 'REFUSED_BY_SERVICE_CATALOG' },
  });
  expect(again.detail.effect).toBe('CREATED');
  expect(questionsAbout(again.detail.requestId)).toEqual([]);
});
