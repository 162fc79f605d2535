import { afterAll, beforeAll, expect, test } from 'vitest';
import { riskyRequest, startApprovals, unitOf } from './approval-steps.ts';

let approvals: Awaited<ReturnType<typeof startApprovals>>;
beforeAll(async () => {
  approvals = await startApprovals();
});
afterAll(() => approvals.service.close());

test('nobody decides in time', async () => {
  const { decide, logOf, question, service } = approvals;
  const request = riskyRequest({
    organizationNode: unitOf('ou-ab12-security'),
  });

  const outcome = await service.ask(request);
  const asked = await question(request.requestId);
  const logged = await logOf(await decide(asked, 'APPROVED'));

  expect(outcome.detail.failure).toMatchObject({ code: 'APPROVAL_TIMED_OUT', mayRetry: true });
  expect(outcome.detail.failure.cause).toContain(asked.approvalId);
  expect(logged.why).toMatch(/ended already|came after/);
});

test('a request whose execution dies while it waits is decided, and an answer to it ignored', async () => {
  const { decide, logOf, question, service } = approvals;
  const request = riskyRequest({
    organizationNode: unitOf('ou-ab12-sandbox1'),
  });
  await service.put(request);
  const asked = await question(request.requestId);

  service.executionOf(request.requestId).stop('Killed', 'by a test');
  const outcome = await service.answer(request.requestId);
  const logged = await logOf(await decide(asked, 'APPROVED'));

  expect(outcome.detail.failure.code).toBe('ABORTED');
  expect(logged.why).toContain('ended already');
});

test.each([
  ['asked', 'requestApproval', 'PutEvents'],
  ['recorded the question', 'requestApproval', 'UpdateItem'],
  ['recorded the decision', 'answerApproval', 'UpdateItem'],
  ['told the decision', 'answerApproval', 'SendTaskSuccess'],
])('a function that dies once it has %s loses nothing', async (_, functionName, operation) => {
  const { decide, killer, question, questionsAbout, service } = approvals;
  const organizationNode = unitOf('ou-ab12-sandbox1');
  const request = riskyRequest({ organizationNode });
  const kills = killer.kills();
  killer.killAfter(functionName, operation);

  await service.put(request);
  const asked = await question(request.requestId);
  if (functionName === 'requestApproval') await service.until('the death', () => killer.kills() > kills);
  await decide(asked, 'REJECTED');
  const outcome = await service.answer(request.requestId);

  expect(killer.kills()).toBe(kills + 1);
  expect(outcome.detail.failure.code).toBe('APPROVAL_REJECTED');
  expect(new Set(questionsAbout(request.requestId).map(({ detail }) => detail.approvalId)).size).toBe(1);
});
