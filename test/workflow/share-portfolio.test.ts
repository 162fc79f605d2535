import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/simulator/scenario-faults.ts';
import { callAsOutsider } from './call-as-outsider.ts';
import { SCENARIO } from './failing-nodes.ts';
import { breakLedger, fillQueue } from './ledger-tampering.ts';
import { GUARDED_PATTERN, MEMBER, ORGANIZATION, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
/** The same service in an organization where shares do not end well. */
let failing: Service;

beforeAll(async () => {
  service = await startService();
  failing = await startService({ scenario: SCENARIO });
});
afterEach(() => service.sandbox.simulator.controls.clearFaults());
afterAll(async () => {
  await service.close();
  await failing.close();
});

function fault(operation: string, answer: Partial<Fault>): void {
  service.sandbox.simulator.controls.addFault({ operation, ...answer } as Fault);
}

async function unshare(organizationNode: object | undefined, accountId?: string): Promise<void> {
  const node = organizationNode ? { organizationNode } : { accountId };
  await service.ask(
    shareRequest({ action: 'UNSHARE', ...node, ...(accountId && { organizationNode: undefined }) }),
  );
}

const unit = { type: 'ORGANIZATIONAL_UNIT', value: UNIT };
const pathToWrite = [
  'AcceptRequest',
  'CheckAccess',
  'ValidatePrincipals',
  'AcquireLease',
  'PlanShare',
  'AssociatePrincipals',
];

describe('the happy path', () => {
  test.each([
    ['an organizational unit', { type: 'ORGANIZATIONAL_UNIT', value: UNIT }, 4],
    ['the organization', { type: 'ORGANIZATION', value: ORGANIZATION }, 8],
    ['a member account', { type: 'ACCOUNT', value: MEMBER }, 1],
    [
      'a unit by its ARN',
      {
        type: 'ORGANIZATIONAL_UNIT',
        value: `arn:aws-us-gov:organizations::111122223333:ou/${ORGANIZATION}/${UNIT}`,
      },
      4,
    ],
  ])(
    'creates the share with %s and says how many accounts have it',
    async (_, organizationNode, accounts) => {
      const request = shareRequest({ organizationNode });

      const answer = await service.ask(request);

      expect(answer['detail-type']).toBe('PortfolioShareCompleted');
      expect(answer.detail).toMatchObject({
        requestId: request.requestId,
        effect: 'CREATED',
        share: { status: 'COMPLETED' },
      });
      expect(answer.detail.accounts.succeeded).toBe(accounts);
      expect(service.statesOf(request.requestId).filter((state) => pathToWrite.includes(state))).toEqual(
        pathToWrite,
      );
      await unshare({ ...organizationNode });
    },
  );

  test('creates an account-to-account share, which runs no task and waits for its recipient', async () => {
    const request = shareRequest({ organizationNode: undefined, accountId: '777788889999' });

    const answer = await service.ask(request);

    expect(answer.detail).toMatchObject({
      effect: 'CREATED',
      accountId: '777788889999',
      share: { accepted: false },
    });
    expect(service.statesOf(request.requestId)).not.toContain('DescribeShareStatus');
    await unshare(undefined, '777788889999');
  });

  test('takes at most 40 state transitions for a share of a minute', async () => {
    const request = shareRequest();

    const answer = await service.ask(request);

    expect(answer.detail.timing.ranSeconds).toBeGreaterThanOrEqual(60);
    expect(service.executionOf(request.requestId).stateTransitions).toBeLessThanOrEqual(40);
    await unshare(unit);
  });

  test('carries ticket and requester through unchanged', async () => {
    const request = shareRequest({
      ticket: { system: 'jira', id: 'IT-4' },
      requestedBy: 'vending@acme.example',
    });

    const answer = await service.ask(request);

    expect(answer.detail.ticket).toEqual({ system: 'jira', id: 'IT-4' });
    expect(answer.detail.requestedBy).toBe('vending@acme.example');
    await unshare(unit);
  });
});

describe('a share that is there', () => {
  test('is updated where its flags differ, reported unchanged where they do not, and removed by UNSHARE', async () => {
    const flags = { sharePrincipals: true, principals: [GUARDED_PATTERN] };
    await service.ask(shareRequest());

    const updated = await service.ask(shareRequest(flags));
    const same = shareRequest(flags);
    const unchanged = await service.ask(same);
    const removed = await service.ask(shareRequest({ action: 'UNSHARE' }));
    const gone = await service.ask(shareRequest({ action: 'UNSHARE' }));

    expect(updated.detail).toMatchObject({
      effect: 'UPDATED',
      share: { sharePrincipals: true, status: 'COMPLETED' },
    });
    expect(updated.detail.principals).toEqual({ associated: 1, alreadyAssociated: 0 });
    expect(unchanged.detail).toMatchObject({
      effect: 'UNCHANGED',
      principals: { associated: 0, alreadyAssociated: 1 },
    });
    expect(service.statesOf(same.requestId)).not.toContain('CreateShare');
    expect(removed.detail.effect).toBe('REMOVED');
    expect(gone.detail.effect).toBe('UNCHANGED');
  });

  test.each([
    ['created by somebody else between plan and write', 'SHARE', false, 'create'],
    ['deleted by somebody else between plan and update', 'SHARE', true, 'delete'],
    ['deleted by somebody else between plan and delete', 'UNSHARE', true, 'delete'],
  ] as const)('is planned anew when it is %s', async (_, action, isThereBefore, meddling) => {
    if (isThereBefore) await service.ask(shareRequest());
    const request = shareRequest({ action, shareTagOptions: action === 'SHARE' });
    const meddled = callAsOutsider(service, request.requestId, 'AssociatePrincipals', meddling);

    const answer = await service.ask(request);

    await meddled;
    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(service.statesOf(request.requestId).filter((state) => state === 'PlanShare')).toHaveLength(2);
    await unshare(unit);
  });
});

const denied = { error: 'AccessDeniedException', message: 'no' };
const node = (value: string) => ({ organizationNode: { type: 'ORGANIZATIONAL_UNIT', value } });

test('a share that somebody deletes as it ends is not called done, but made again', async () => {
  const request = shareRequest();
  const looksUntilItEnds = 3;
  const meddled = callAsOutsider(
    service,
    request.requestId,
    'DescribeShareStatus',
    'delete',
    looksUntilItEnds,
  );

  const answer = await service.ask(request);

  await meddled;
  expect(answer['detail-type']).toBe('PortfolioShareCompleted');
  expect(service.statesOf(request.requestId).filter((state) => state === 'CreateShare')).toHaveLength(2);
  await unshare(unit);
});

describe('a retried error', () => {
  test.each([
    [
      'InvalidStateException',
      'Cannot process more than one portfolio share action at the same time. Try again later.',
      'SHARE_BUSY',
      1_800,
    ],
    ['LimitExceededException', 'quota', 'QUOTA_EXCEEDED', 20],
    ['ThrottlingException', 'Rate exceeded', 'THROTTLED', 20],
  ])('%s once is mended, for ever ends as its own failure', async (error, message, code, leastSeconds) => {
    fault('CreatePortfolioShare', { error, message, times: 1 });
    const mended = await service.ask(shareRequest());
    await unshare(unit);

    fault('CreatePortfolioShare', { error, message });
    const failed = await service.ask(shareRequest());

    expect(mended.detail.effect).toBe('CREATED');
    expect(failed['detail-type']).toBe('PortfolioShareFailed');
    expect(failed.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code } });
    expect(failed.detail.failure.cause).toContain(message);
    expect(failed.detail.timing.ranSeconds).toBeGreaterThan(leastSeconds);
  });
});

describe('a call that is refused', () => {
  const isThere = () => service.ask(shareRequest());
  test.each([
    ['a portfolio that is not there', undefined, { portfolioId: 'port-nowhere' }, 'PORTFOLIO_NOT_FOUND'],
    ['a unit that is not there', undefined, node('ou-ab12-nowhere0'), 'NOT_FOUND'],
    [
      'a principal that is none',
      undefined,
      { principals: [{ principalArn: 'arn:aws:iam:::*/Name', principalType: 'IAM_PATTERN' }] },
      'PRINCIPAL_INVALID',
    ],
    [
      'a pattern that anybody could match',
      undefined,
      {
        sharePrincipals: true,
        principals: [{ principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM_PATTERN' }],
      },
      'PRINCIPAL_RISK_REFUSED',
    ],
    [
      'associating',
      { operation: 'AssociatePrincipalWithPortfolio', error: 'LimitExceededException' },
      { principals: [{ principalArn: 'arn:aws:iam::111122223333:role/Named', principalType: 'IAM' }] },
      'QUOTA_EXCEEDED',
    ],
    ['creating', { operation: 'CreatePortfolioShare', ...denied }, {}, 'ACCESS_DENIED'],
    [
      'an error of an unknown name',
      { operation: 'CreatePortfolioShare', error: 'BrandNewException' },
      {},
      'REFUSED_BY_SERVICE_CATALOG',
    ],
    ['looking at the status', { operation: 'DescribePortfolioShareStatus', ...denied }, {}, 'ACCESS_DENIED'],
  ])('%s ends as a failure that says so', async (_, failing, wish, code) => {
    if (failing) fault(failing.operation, failing as Partial<Fault>);

    const answer = await service.ask(shareRequest(wish));

    expect(answer['detail-type']).toBe('PortfolioShareFailed');
    expect(answer.detail.failure).toMatchObject({ code });
    expect(answer.detail.failure.whatToDo).not.toBe('');
    service.sandbox.simulator.controls.clearFaults();
    await unshare(unit);
  });

  test.each([
    ['updating', 'UpdatePortfolioShare', { shareTagOptions: true }],
    ['deleting', 'DeletePortfolioShare', { action: 'UNSHARE' }],
  ])('%s an existing share leaves it as it is', async (_, operation, wish) => {
    await isThere();
    fault(operation, denied);

    const answer = await service.ask(shareRequest(wish));

    expect(answer.detail).toMatchObject({ effect: 'UNCHANGED', failure: { code: 'ACCESS_DENIED' } });
    service.sandbox.simulator.controls.clearFaults();
    await unshare(unit);
  });

  test('reading the share under the lease ends as a failure that says so', async () => {
    const request = shareRequest();
    service.at(request.requestId, 'PlanShare', () => fault('DescribePortfolioShares', denied));

    const answer = await service.ask(request);

    expect(answer.detail.failure.code).toBe('ACCESS_DENIED');
  });

  test('a refused request makes no write call at all', async () => {
    const before = writes();

    await service.ask(
      shareRequest({ principals: [{ principalArn: 'arn:aws:iam:::role/*', principalType: 'IAM' }] }),
    );

    expect(writes()).toBe(before);
  });

  test('a full queue is refused as such', async () => {
    const restore = await fillQueue(service.sandbox);

    const answer = await service.ask(shareRequest());

    await restore();
    expect(answer.detail.failure).toMatchObject({ code: 'QUEUE_FULL', mayRetry: true });
  });
});

describe('a share that does not end well', () => {
  test('with some accounts names the failed ones and why', async () => {
    const answer = await failing.ask(shareRequest(node('ou-ab12-partial0')));

    expect(answer['detail-type']).toBe('PortfolioShareCompletedWithErrors');
    expect(answer.detail.accounts).toMatchObject({ succeeded: 1, failed: 1 });
    expect(answer.detail.accounts.failures).toEqual([
      expect.objectContaining({ accountId: '200000000002', error: 'InternalFailure' }),
    ]);
  });

  test.each(['ou-ab12-error000', 'ou-ab12-error001'])('with ERROR is a failure, %s', async (value) => {
    const answer = await failing.ask(shareRequest(node(value)));

    expect(answer['detail-type']).toBe('PortfolioShareFailed');
    expect(answer.detail).toMatchObject({
      effect: 'UNKNOWN',
      failure: { code: 'SHARE_FAILED' },
      share: { status: 'ERROR' },
    });
  });

  test('because of throttling is made again, and then completes', async () => {
    const request = shareRequest(node('ou-ab12-throttle'));

    const answer = await failing.ask(request);

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'CREATED', accounts: { succeeded: 1, failed: 0 } });
    expect(failing.statesOf(request.requestId)).toContain('DeleteShare');
  });
});

test('a creation that had no effect, and so answers no token, is planned anew', async () => {
  const request = shareRequest();
  const meddled = callAsOutsider(failing, request.requestId, 'AssociatePrincipals', 'create');

  const answer = await failing.ask(request);

  await meddled;
  expect(answer.detail.effect).toBe('UNCHANGED');
});

describe('what is not a new request', () => {
  test('a repeat gets the same outcome again, marked as one', async () => {
    const request = shareRequest();
    const first = await service.ask(request);

    await service.put(request);
    const second = await service.answer(request.requestId, 2);

    expect(second.detail).toEqual({ ...first.detail, delivery: { repeat: true } });
    await unshare(unit);
  });

  test('a repeat of a running request ends quietly', async () => {
    const request = shareRequest();
    await service.put(request);
    await service.put(request);

    await service.answer(request.requestId);

    const executions = service.sandbox
      .executions()
      .filter(({ input }) => input.includes(`"${request.requestId}"`));
    await Promise.all(executions.map(({ ended }) => ended));
    expect(executions.map(({ stateTransitions }) => stateTransitions).sort((a, b) => a - b)[0]).toBe(3);
    await unshare(unit);
  });

  test('another content under the same id is refused and changes nothing', async () => {
    const request = shareRequest();
    await service.ask(request);

    const eventId = await service.put({ ...request, shareTagOptions: true });
    const refused = await service.answer(request.requestId, 2);

    expect(refused['detail-type']).toBe('PortfolioShareRefused');
    expect(refused.detail).toMatchObject({ eventId, code: 'REQUEST_ID_REUSED' });
    await unshare(unit);
  });

  test('a malformed event is refused field by field, and never reaches Service Catalog', async () => {
    const calls = service.sandbox.calls().length;

    const eventId = await service.put({
      requestId: 'malformed',
      portfolioId: 7,
      organizationNode: unit,
      extra: 1,
    });
    const refused = await service.answer('malformed');

    expect(refused.detail).toMatchObject({ eventId, requestId: 'malformed', code: 'REQUEST_INVALID' });
    expect(refused.detail.problems).toEqual([
      { field: 'portfolioId', value: '7', expected: 'string' },
      { field: 'extra', value: '1', expected: 'no field of this name' },
    ]);
    const services = service.sandbox
      .calls()
      .slice(calls)
      .map((call) => call.service);
    expect(services).not.toContain('servicecatalog');
  });
});

test('a defect of ours still has an outcome, and fails the execution so that the alarm is raised', async () => {
  const request = shareRequest();
  void breakLedger(service, request.requestId, 'WaitForShare');

  const answer = await service.ask(request);

  expect(answer.detail.failure.code).toBe('INTERNAL_ERROR');
  expect(service.executionOf(request.requestId).status).toBe('FAILED');
});

function writes(): number {
  return service.sandbox
    .calls()
    .filter(({ operation }) =>
      /^(Create|Update|Delete|Associate|Disassociate)Portfolio|^AssociatePrincipal/.test(operation),
    ).length;
}
