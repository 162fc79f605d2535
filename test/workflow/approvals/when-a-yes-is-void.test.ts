import { afterAll, beforeAll, expect, test } from 'vitest';
import { shareRequest } from '../requests.ts';
import {
  freshPortfolio,
  LENDING,
  LENT,
  lentBy,
  RISKY,
  riskyRequest,
  startApprovals,
  unitOf,
} from './approval-steps.ts';

let approvals: Awaited<ReturnType<typeof startApprovals>>;
beforeAll(async () => {
  approvals = await startApprovals();
});
afterAll(() => approvals.service.close());

test('findings that changed since the yes are asked about again', async () => {
  const { decide, logOf, question, service } = approvals;
  const of = { portfolioId: freshPortfolio(), organizationNode: unitOf('ou-ab12-security') };
  const first = riskyRequest({
    ...of,
    principals: [{ ...RISKY, principalArn: 'arn:aws:iam:::role/Builder-*' }],
  });
  const second = riskyRequest({
    ...of,
    principals: [{ ...RISKY, principalArn: 'arn:aws:iam:::role/Tester-*' }],
  });
  await service.put(first);
  await service.put(second);
  const aboutFirst = await question(first.requestId);
  const aboutSecond = await question(second.requestId);

  await decide(aboutFirst, 'APPROVED');
  await service.answer(first.requestId);
  await decide(aboutSecond, 'APPROVED');
  const again = await question(second.requestId, 2);
  const logged = await logOf(await decide(aboutSecond, 'APPROVED'));
  await decide(again, 'APPROVED');
  const outcome = await service.answer(second.requestId);

  expect(again.round).toBe(2);
  expect(again.digest).not.toBe(aboutSecond.digest);
  expect(again.changes.join(' ')).toContain('Patterns added: arn:aws:iam:::role/Builder-*.');
  expect(logged.why).toContain('asked for since');
  expect(outcome['detail-type']).toBe('PortfolioShareCompleted');
  expect(service.statesOf(second.requestId).filter((state) => state === 'RequestApproval')).toHaveLength(2);
});

test('what was approved and then taken off is asked about again', async () => {
  const { decide, approve, question, questionsAbout, service } = approvals;
  const portfolioId = freshPortfolio();
  const of = { portfolioId, organizationNode: unitOf('ou-ab12-security') };
  const [builder, tester] = ['Builder', 'Tester'].map((name) => ({
    ...RISKY,
    principalArn: `arn:aws:iam:::role/${name}-*`,
  }));
  const { organizationNode: _, ...takingOff } = shareRequest({
    portfolioId,
    action: 'DISASSOCIATE',
    principals: [builder],
  });
  const again = riskyRequest({ ...of, principals: [builder] });
  const kept = riskyRequest({ ...of, principals: [tester] });

  await approve(riskyRequest({ ...of, principals: [builder, tester] }));
  await service.ask(riskyRequest({ ...of, principals: [tester], exactPrincipals: true }));
  const taken = await service.ask(takingOff as { requestId: string });
  await service.put(again);
  const asked = await question(again.requestId);
  await decide(asked, 'REJECTED');
  await service.answer(again.requestId);
  const stands = await service.ask(kept);

  expect(taken.detail).toMatchObject({ effect: 'UPDATED', principals: { disassociated: 1 } });
  expect(asked.findings.map(({ principalArn }: { principalArn?: string }) => principalArn)).toContain(
    builder?.principalArn,
  );
  expect(stands['detail-type']).toBe('PortfolioShareCompleted');
  expect(questionsAbout(kept.requestId)).toEqual([]);
});

test('a constraint that lends the rights of another role since the yes is asked about again', async () => {
  const { decide, question, questionsAbout, service, takeAway } = approvals;
  const { controls } = service.sandbox.simulator;
  const lend = (role: string) => controls.updateConstraint(LENDING.id, LENT.id, lentBy(role));
  const wish = {
    portfolioId: LENDING.id,
    principals: [{ ...RISKY, principalArn: 'arn:aws:iam:::role/Exact' }],
  };
  const [first, second, third] = [riskyRequest(wish), riskyRequest(wish), riskyRequest(wish)];

  await service.put(first);
  const asked = await question(first.requestId);
  lend('Admin');
  await decide(asked, 'APPROVED');
  const askedAgain = await question(first.requestId, 2);
  await decide(askedAgain, 'APPROVED');
  await service.answer(first.requestId);
  await takeAway(LENDING.id);
  const again = await service.ask(second);
  await takeAway(LENDING.id);
  lend('Other');
  await service.put(third);
  await decide(await question(third.requestId), 'REJECTED');
  await service.answer(third.requestId);

  const lends = asked.findings.find(({ id }: { id: string }) => id === 'lends-launch-role');
  expect(lends.why).toContain('role/Launch');
  const [change] = askedAgain.changes;
  expect(change).toMatch(/^Constraints .* added: cons-lent on prod-lent: RoleArn .*role\/Admin/);
  expect(askedAgain.changes[1]).toMatch(/^Constraints .* gone: cons-lent .*role\/Launch/);
  expect(again.detail.effect).toBe('CREATED');
  expect(questionsAbout(second.requestId)).toEqual([]);
});
