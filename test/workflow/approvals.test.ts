import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { changeShare } from './call-as-outsider.ts';
import { killerOf } from './kill-after-call.ts';
import { packageWithConfig } from './package-with-config.ts';
import { shareRequest, UNIT } from './requests.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

let service: Service;
const killer = killerOf(() => service);

beforeAll(async () => {
  service = await startService({
    packageDirectory: await packageWithConfig('ways-in-config.yml'),
    scenario: { ...defaultScenario, portfolios: [...defaultScenario.portfolios, LENDING] },
    onCall: killer.onCall,
  });
});
afterAll(() => service.close());

/** Somebody could come by a principal that matches: HIGH, for which the default policy wants a yes. */
const RISKY = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };
const lentBy = (role: string) => JSON.stringify({ RoleArn: `arn:aws:iam::111122223333:role/${role}` });
const LENT = {
  id: 'cons-lent',
  type: 'LAUNCH',
  productId: 'prod-lent',
  parameters: lentBy('Launch'),
} as const;
const LENDING = { id: 'port-lending', products: [{ id: 'prod-lent' }], constraints: [LENT] };
const TICKET = { system: 'jira', id: 'IT-4', url: 'https://acme.example/IT-4' };
const APPROVER = { source: 'acme.security', detailType: 'PortfolioShareApprovalDecided' };

function riskyRequest(detail: Record<string, unknown> = {}) {
  return shareRequest({ sharePrincipals: true, principals: [RISKY], ticket: TICKET, ...detail });
}

function questionsAbout(requestId: string): AnswerEvent[] {
  return service.sandbox
    .events()
    .map(({ event }) => event as AnswerEvent)
    .filter((event) => event['detail-type'] === 'PortfolioShareApprovalRequested')
    .filter(({ detail }) => detail.requestId === requestId);
}

function question(requestId: string, nth = 1): Promise<AnswerEvent['detail']> {
  return service.until(
    `question ${nth} about ${requestId}`,
    () => questionsAbout(requestId)[nth - 1]?.detail,
  );
}

function decide(
  { approvalId, digest }: { approvalId: string; digest: string },
  decision: string,
  overrides: { source?: string; accessKeyId?: string } = {},
  detail: object = {},
): Promise<string> {
  return service.put(
    {
      version: '1',
      approvalId,
      digest,
      decision,
      by: 'ana@acme.example',
      reason: 'seen in review',
      ...detail,
    },
    { ...APPROVER, ...overrides },
  );
}

/** Waits until the decision of this event was looked at, and answers what was logged about it. */
async function logOf(eventId: string): Promise<Record<string, unknown>> {
  const line = await service.until(`a log line about ${eventId}`, () =>
    service.sandbox.logs().find((one) => one.line.includes(eventId) && one.line.includes('decision')),
  );
  return JSON.parse(line.line);
}

/** What whoever put this event was answered. */
async function refusalOf(eventId: string): Promise<AnswerEvent['detail']> {
  const isAnswer = ({ 'detail-type': detailType, detail }: AnswerEvent) =>
    detailType === 'PortfolioShareRefused' && detail.eventId === eventId;
  return service.until(
    `the refusal of ${eventId}`,
    () =>
      service.sandbox
        .events()
        .map(({ event }) => event as AnswerEvent)
        .find(isAnswer)?.detail,
  );
}

/** Somebody takes the share of the lending portfolio away. */
async function takeAway(): Promise<void> {
  await changeShare(service, 'delete', LENDING.id);
  await service.until(
    'the deletion',
    () => service.sandbox.simulator.controls.portfolio(LENDING.id).nodeShares.length === 0,
  );
}

test('a risky request waits for a yes without the lease, and says whose it was', async () => {
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
      organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-sandbox1' },
      sharePrincipals: false,
      principals: [],
    },
  ],
  ['a unit below', { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-prod7890' } }],
])('what exposes nothing more asks nobody: %s', async (_, detail) => {
  const request = riskyRequest(detail);

  const outcome = await service.ask(request);

  expect(outcome['detail-type']).toBe('PortfolioShareCompleted');
  expect(questionsAbout(request.requestId)).toEqual([]);
  if ('organizationNode' in detail) await service.unshare(detail);
});

test('what somebody else took away is brought back without another question', async () => {
  const shared = service.sandbox.simulator.controls.portfolio('port-a1b2c3d4e5f6g').nodeShares;
  expect(shared.map(({ node }) => node.id)).toContain(UNIT);
  await changeShare(service, 'delete');
  await service.until('the deletion', () =>
    service.sandbox.simulator.controls
      .portfolio('port-a1b2c3d4e5f6g')
      .nodeShares.every(({ node }) => node.id !== UNIT),
  );
  const request = riskyRequest();

  const outcome = await service.ask(request);

  expect(outcome.detail.effect).toBe('CREATED');
  expect(questionsAbout(request.requestId)).toEqual([]);
});

test('an UNSHARE that was refused takes nothing back of what was approved', async () => {
  service.fault('DeletePortfolioShare', { error: 'InvalidParametersException', times: 1 });
  const { principals } = riskyRequest() as unknown as { principals: object[] };
  const refused = await service.ask(shareRequest({ action: 'UNSHARE', principals }));
  await changeShare(service, 'delete');

  const again = await service.ask(riskyRequest());

  expect(refused.detail).toMatchObject({
    effect: 'UNCHANGED',
    failure: { code: 'REFUSED_BY_SERVICE_CATALOG' },
  });
  expect(again.detail.effect).toBe('CREATED');
  expect(questionsAbout(again.detail.requestId)).toEqual([]);
});

test('a no ends the request, with its reason', async () => {
  const request = riskyRequest({
    portfolioId: 'port-a1b2c3d4e5f6g',
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-sandbox1' },
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
  const request = riskyRequest({
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' },
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
  const request = riskyRequest({
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' },
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
  const eventId = await service.put({ approvalId: 'apr', yes: true }, APPROVER);

  const logged = await logOf(eventId);

  expect(logged.message).toBe('Ignored a malformed decision');
  expect(await refusalOf(eventId)).toMatchObject({ code: 'REQUEST_INVALID', problems: expect.any(Array) });
});

test.each([
  ['cannot be read', '111122223333', { driftId: 'drift' }, 'REQUEST_INVALID'],
  ['comes from another account', '333344445555', {}, 'REQUESTER_NOT_ALLOWED'],
])('an acknowledgement that %s is answered', async (_, accountId, detail, code) => {
  const driftId = 'drift-port-a1b2c3d4e5f6g-0123456789abcdef0123-g0';
  const eventId = service.forge(
    { driftId, by: 'ana@acme.example', ...detail },
    { source: 'acme.ops', detailType: 'PortfolioShareDriftAcknowledged', accountId },
  );

  expect(await refusalOf(eventId)).toMatchObject({ code });
});

test('nobody decides in time', async () => {
  const request = riskyRequest({
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' },
  });

  const outcome = await service.ask(request);
  const asked = await question(request.requestId);
  const logged = await logOf(await decide(asked, 'APPROVED'));

  expect(outcome.detail.failure).toMatchObject({ code: 'APPROVAL_TIMED_OUT', mayRetry: true });
  expect(outcome.detail.failure.cause).toContain(asked.approvalId);
  expect(logged.why).toMatch(/ended already|came after/);
});

test('findings that changed since the yes are asked about again', async () => {
  const organizationNode = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' };
  const first = riskyRequest({
    organizationNode,
    principals: [{ ...RISKY, principalArn: 'arn:aws:iam:::role/Builder-*' }],
  });
  const second = riskyRequest({
    organizationNode,
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

/** The test before has shared both with it, and somebody has said yes. */
test('what was approved and then taken off is asked about again', async () => {
  const node = { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' } };
  const [builder, tester] = ['Builder', 'Tester'].map((name) => ({
    ...RISKY,
    principalArn: `arn:aws:iam:::role/${name}-*`,
  }));
  const { organizationNode: _, ...takingOff } = shareRequest({
    action: 'DISASSOCIATE',
    principals: [builder],
  });
  const again = riskyRequest({ ...node, principals: [builder] });
  const kept = riskyRequest({ ...node, principals: [tester] });

  await service.ask(riskyRequest({ ...node, principals: [tester], exactPrincipals: true }));
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
  await takeAway();
  const again = await service.ask(second);
  await takeAway();
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

test('a request whose execution dies while it waits is decided, and an answer to it ignored', async () => {
  const request = riskyRequest({
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-sandbox1' },
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
  const organizationNode = { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-sandbox1' };
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
