import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { InterceptCall } from '../../sandbox/intercept-call.ts';
import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import { packageWithConfig } from './package-with-config.ts';
import { Console, reconcile, toUnit } from './reconciliation.ts';
import { GUARDED_PATTERN, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type AnswerEvent, type Service, startService } from './start-service.ts';

/** A step that runs twice, be it that its function died or that only the answer to its write was lost. */
let service: Service;
let intercept: InterceptCall = (_, perform) => perform();

beforeAll(async () => {
  service = await startService({
    packageDirectory: await packageWithConfig('ways-in-config.yml'),
    functionHost: 'MEMORY',
    scenario: {
      ...defaultScenario,
      portfolios: [...(defaultScenario.portfolios ?? []), { id: OTHER, products: [{ id: 'prod-other' }] }],
      shareFaults: [
        {
          portfolioId: OTHER,
          organizationNode: SANDBOX,
          on: ['CREATE'],
          times: 2,
          ends: 'ERROR',
          error: 'InternalError',
        },
      ],
    },
    interceptCall: (call, perform) => intercept(call, perform),
  });
});
beforeEach(() => {
  intercept = (_, perform) => perform();
});
afterAll(() => service.close());

const WORKLOADS = 'ou-ab12-cdef3456';
const SANDBOX = 'ou-ab12-sandbox1';
/** No rule of config.yml shares it. */
const OTHER = 'port-other00000001';
const OTHERS = { portfolioId: OTHER };
let minute = 0;

/** The answer to the function's next such call is lost, though the call has its effect. */
function loseAnswer(functionKey: string, operation: string, contains = ''): { isLost: boolean } {
  const seen = { isLost: false };
  intercept = async (call, perform) => {
    const outcome = await perform();
    const isIt = call.functionName?.endsWith(functionKey) && call.operation === operation;
    if (!isIt || seen.isLost || !call.body.includes(contains)) return outcome;
    seen.isLost = true;
    return 'DROP';
  };
  return seen;
}

function move(accountId: string, sourceParentId: string, destinationParentId: string): Promise<string> {
  minute += 1;
  return service.put(
    {
      eventTime: new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString(),
      eventName: 'MoveAccount',
      requestParameters: { accountId, sourceParentId, destinationParentId },
      responseElements: null,
    },
    { source: 'aws.organizations', detailType: 'AWS API Call via CloudTrail', accessKeyId: 'AWS' },
  );
}

function events(isWanted: (event: AnswerEvent) => boolean): AnswerEvent[] {
  return service.sandbox
    .events()
    .flatMap(({ event }) => (isWanted(event as AnswerEvent) ? [event as AnswerEvent] : []));
}

function requestsAbout(accountId: string): AnswerEvent[] {
  return events(
    ({ source, detail }) => source === 'foliocast.vending' && detail.verifyAccountId === accountId,
  );
}

function logOf(text: string): Promise<Record<string, unknown>> {
  return service
    .until(`a log line with ${text}`, () => service.sandbox.logs().find(({ line }) => line.includes(text)))
    .then(({ line }) => JSON.parse(line));
}

test.each([
  ['request was claimed', 'PutItem', '"contentHash"'],
  ['flight began', 'PutItem', '"FLIGHT#'],
  ['sequence was taken', 'UpdateItem', 'lastSequence'],
  ['sequence was recorded', 'UpdateItem', '"REQUEST#'],
])(
  'a SHARE whose accepting function dies after its %s is older than the UNSHARE that came meanwhile',
  async (_, write, marker) => {
    const share = shareRequest();
    const unshare = shareRequest({ action: 'UNSHARE' });
    let isHeld = false;
    let isDead = false;
    intercept = async ({ functionName, operation, body }, perform) => {
      if (!functionName?.endsWith('acceptRequest')) return perform();
      if (isHeld && operation === 'PutItem' && body.includes(`"${share.requestId}"`)) return 'DROP';
      if (isDead || operation !== write || !body.includes(marker)) return perform();
      isDead = true;
      isHeld = true;
      await perform();
      service.sandbox.functions.kill(functionName);
      return 'DROP';
    };

    await service.put(share);
    await service.until('the SHARE is accepted', () => isHeld);
    const removed = await service.ask(unshare);
    isHeld = false;
    const overtaken = await service.answer(share.requestId);

    expect(removed.detail.failure).toBeUndefined();
    expect(overtaken.detail.failure).toMatchObject({ code: 'SUPERSEDED', supersededBy: unshare.requestId });
    expect(service.sandbox.simulator.controls.portfolio(PORTFOLIO).nodeShares).toEqual([]);
  },
);

test.each([
  ['PutItem', '123400000032', 'r-ab12'],
  ['UpdateItem', '123400000033', SANDBOX],
])(
  'a placement whose %s was done and not answered is asked for all the same',
  async (operation, id, from) => {
    service.sandbox.simulator.controls.addAccount({ id, parentId: WORKLOADS });
    if (from === SANDBOX) await logOf(`"eventId":"${await move(id, 'r-ab12', SANDBOX)}"`);
    const before = requestsAbout(id).length;
    const answer = loseAnswer('vendAccount', operation);

    const logged = await logOf(`"eventId":"${await move(id, from, WORKLOADS)}"`);

    expect(answer.isLost).toBe(true);
    expect(logged.message).toBe('The account has come');
    expect(requestsAbout(id)).toHaveLength(before + 1);
  },
);

test('a function that dies between the placement and its request leaves no account behind', async () => {
  const id = '123400000034';
  service.sandbox.simulator.controls.addAccount({ id, parentId: WORKLOADS });
  let isDead = false;
  intercept = async ({ functionName, operation }, perform) => {
    const outcome = await perform();
    if (isDead || !functionName?.endsWith('vendAccount') || operation !== 'PutItem') return outcome;
    isDead = true;
    service.sandbox.functions.kill(functionName);
    return 'DROP';
  };

  await move(id, 'r-ab12', WORKLOADS);
  await service.until('the account is asked for', () => requestsAbout(id).length > 0);

  expect(isDead).toBe(true);
});

test('a decision that was recorded and not answered counts as made', async () => {
  const risky = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };
  const request = shareRequest({ principals: [risky], sharePrincipals: true });
  await service.put(request);
  const asked = await service.until(
    'the question',
    () =>
      events(
        ({ 'detail-type': type, detail }) =>
          type === 'PortfolioShareApprovalRequested' && detail.requestId === request.requestId,
      )[0],
  );
  const answer = loseAnswer('answerApproval', 'UpdateItem');
  const { approvalId, digest } = asked.detail;

  const eventId = await service.put(
    { version: '1', approvalId, digest, decision: 'REJECTED', by: 'ana@acme.example', reason: 'no' },
    { source: 'acme.security', detailType: 'PortfolioShareApprovalDecided' },
  );
  const outcome = await service.answer(request.requestId);

  expect(answer.isLost).toBe(true);
  expect(outcome.detail.failure.code).toBe('APPROVAL_REJECTED');
  const lines = service.sandbox.logs().filter(({ line }) => line.includes(approvalId));
  expect(lines.some(({ line }) => line.includes('Decided an approval'))).toBe(true);
  expect(lines.some(({ line }) => line.includes('Ignored') && line.includes(eventId))).toBe(false);
});

test('a plan whose function dies after it was recorded is no further plan', async () => {
  const request = shareRequest(OTHERS);
  const recorded: string[] = [];
  intercept = async ({ functionName = '', operation, body }, perform) => {
    const outcome = await perform();
    const isPlan =
      functionName.endsWith('planShare') && operation === 'UpdateItem' && body.includes('PLANNED');
    if (!isPlan) return outcome;
    recorded.push(body);
    if (recorded.length > 2) return outcome;
    service.sandbox.functions.kill(functionName);
    return 'DROP';
  };

  const answer = await service.ask(request);

  expect(recorded.length).toBeGreaterThan(2);
  expect(recorded.filter((body) => body.includes('metOthers'))).toEqual([]);
  expect(answer.detail).toMatchObject({ effect: 'CREATED' });
  await service.unshare(OTHERS);
});

test('a reconciliation whose steps run twice begins once, asks for each repair once and counts it', async () => {
  const request = shareRequest({ ...OTHERS, sharePrincipals: true, principals: [GUARDED_PATTERN] });
  await service.ask(request);
  await new Console(service).delete(OTHER, toUnit(UNIT));
  const killed = new Set<string>();
  const told: string[] = [];
  intercept = async ({ functionName = '', operation, body }, perform) => {
    const outcome = await perform();
    const [, key = ''] =
      /-(startReconciliation|reportPortfolio|completeReconciliation)$/.exec(functionName) ?? [];
    if (operation === 'PutEvents' && body.includes('ReconciliationCompleted')) told.push(body);
    const isLast =
      key === 'startReconciliation' ||
      (key !== '' &&
        operation === 'PutEvents' &&
        /PortfolioShareRequested|ReconciliationCompleted/.test(body));
    if (!isLast || killed.has(key)) return outcome;
    killed.add(key);
    if (key === 'reportPortfolio') await service.until('the repair is accepted', () => repairs().length > 0);
    service.sandbox.functions.kill(functionName);
    return 'DROP';
  };
  const repairs = () =>
    service.sandbox.executions().filter(({ input }) => input.includes('"foliocast.reconciliation"'));

  const { completed, drifts } = await reconcile(service, { portfolioIds: [OTHER] });

  expect([...killed].sort()).toEqual(['completeReconciliation', 'reportPortfolio', 'startReconciliation']);
  expect(new Set(told).size).toBe(1);
  expect(told.length).toBe(2);
  expect(completed.repairs).toMatchObject({ planned: 1, askedFor: 1 });
  expect(new Set(drifts.map(({ whatWillBeDone }) => JSON.stringify(whatWillBeDone))).size).toBe(1);
  expect(drifts[0]?.whatWillBeDone.action).toBe('REPAIR');
});

test.each(['confirmShare', 'confirmAccess'])(
  'a request whose %s dies at every attempt ends as one failure, and the share stays as it was',
  async (key) => {
    await service.unshare(OTHERS);
    await new Console(service).create(OTHER, toUnit(UNIT));
    let deaths = 0;
    intercept = async ({ functionName = '' }, perform) => {
      if (!functionName.endsWith(key)) return perform();
      deaths += 1;
      service.sandbox.functions.kill(functionName);
      return 'DROP';
    };

    const answer = await service.ask(shareRequest(OTHERS));

    expect(deaths).toBe(7);
    expect(answer.detail.failure).toMatchObject({ mayRetry: true });
    expect(service.sandbox.simulator.controls.portfolio(OTHER).nodeShares).toHaveLength(1);
  },
);

test('a look at the accounts whose function dies once it has chosen what to try does not try the next', async () => {
  const unit = { ...OTHERS, organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: SANDBOX } };
  const failed = await service.ask(shareRequest(unit));
  const chosen: string[] = [];
  intercept = async ({ functionName = '', operation, body }, perform) => {
    const outcome = await perform();
    if (!functionName.endsWith('confirmAccess') || operation !== 'UpdateItem' || !body.includes('tried'))
      return outcome;
    chosen.push(body);
    if (chosen.length > 1) return outcome;
    service.sandbox.functions.kill(functionName);
    return 'DROP';
  };

  const broughtAbout = await service.ask(shareRequest(unit));

  expect(failed.detail.failure.code).toBe('SHARE_FAILED');
  expect(chosen).toHaveLength(1);
  expect(broughtAbout['detail-type']).toBe('PortfolioShareCompleted');
});
