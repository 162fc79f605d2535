import { afterAll, beforeAll, expect, test } from 'vitest';
import { APPROVER, freshPortfolio, riskyRequest, startApprovals, TICKET, unitOf } from './approval-steps.ts';

let approvals: Awaited<ReturnType<typeof startApprovals>>;
beforeAll(async () => {
  approvals = await startApprovals();
});
afterAll(() => approvals.service.close());

test('a no ends the request, with its reason', async () => {
  const { decide, question, service } = approvals;
  const request = riskyRequest({
    portfolioId: freshPortfolio(),
    organizationNode: unitOf('ou-ab12-sandbox1'),
  });
  await service.put(request);

  await decide(await question(request.requestId), 'REJECTED');
  const outcome = await service.answer(request.requestId);

  expect(outcome.detail).toMatchObject({
    effect: 'UNCHANGED',
    ticket: TICKET,
    failure: { code: 'APPROVAL_REJECTED' },
  });
  expect(outcome.detail.failure.cause).toContain('seen in review');
});

test.each([
  ['the requester itself', { source: 'acme.test' }, {}, 'made the request itself', 'REQUESTER_NOT_ALLOWED'],
  ['a source that is no approver', { source: 'acme.anybody' }, {}, 'no approver', 'REQUESTER_NOT_ALLOWED'],
  [
    'an account that is no approver',
    { accessKeyId: '333344445555' },
    {},
    'no approver',
    'REQUESTER_NOT_ALLOWED',
  ],
  ['somebody who read other findings', {}, { digest: 'a'.repeat(64) }, 'other findings', 'DECISION_IGNORED'],
  [
    'somebody who answers another question',
    {},
    { approvalId: `apr-${'0'.repeat(24)}-1` },
    'nothing waits',
    'DECISION_IGNORED',
  ],
])('a decision of %s changes nothing, is logged and answered', async (_, overrides, detail, why, code) => {
  const { decide, logOf, question, refusalOf, service } = approvals;
  const request = riskyRequest({
    organizationNode: unitOf('ou-ab12-security'),
  });
  await service.put(request);
  const asked = await question(request.requestId);

  const eventId = await decide(asked, 'APPROVED', overrides, detail);
  const logged = await logOf(eventId);
  const refused = await refusalOf(eventId);
  await decide(asked, 'REJECTED');
  const outcome = await service.answer(request.requestId);

  expect(logged).toMatchObject({ level: 'WARN', message: 'Ignored a decision' });
  expect(logged.why).toContain(why);
  expect(refused).toMatchObject({ refusalId: `ref-${eventId}`, code, cause: expect.stringContaining(why) });
  // It is the decision that is refused, not the request.
  expect([refused.requestId, refused.ticket]).toEqual([undefined, undefined]);
  expect(outcome.detail.failure.code).toBe('APPROVAL_REJECTED');
});

test('a second decision is ignored and logged, and so is one after the end', async () => {
  const { decide, logOf, question, service } = approvals;
  const request = riskyRequest({
    organizationNode: unitOf('ou-ab12-security'),
  });
  await service.put(request);
  const asked = await question(request.requestId);

  await decide(asked, 'REJECTED');
  const outcome = await service.answer(request.requestId);
  const logged = await logOf(await decide(asked, 'APPROVED', {}, { by: 'zoe@acme.example' }));

  expect(outcome.detail.failure.code).toBe('APPROVAL_REJECTED');
  expect(logged.why).toContain('REJECTED before, by ana@acme.example');
});

test('a decision that cannot be read is ignored and logged', async () => {
  const { logOf, refusalOf, service } = approvals;
  const eventId = await service.put({ approvalId: 'apr', yes: true }, APPROVER);

  const logged = await logOf(eventId);

  expect(logged.message).toBe('Ignored a malformed decision');
  expect(await refusalOf(eventId)).toMatchObject({ code: 'REQUEST_INVALID', problems: expect.any(Array) });
});

test.each([
  ['cannot be read', '111122223333', { driftId: 'drift' }, 'REQUEST_INVALID'],
  ['comes from another account', '333344445555', {}, 'REQUESTER_NOT_ALLOWED'],
])('an acknowledgement that %s is answered', async (_, accountId, detail, code) => {
  const { refusalOf, service } = approvals;
  const driftId = 'drift-port-a1b2c3d4e5f6g-0123456789abcdef0123-g0';
  const eventId = service.forge(
    { driftId, by: 'ana@acme.example', ...detail },
    { source: 'acme.ops', detailType: 'PortfolioShareDriftAcknowledged', accountId },
  );

  expect(await refusalOf(eventId)).toMatchObject({ code });
});
