import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withMachinesOf } from '../releases/with-machines-of.ts';
import { Console, toUnit } from './reconciliation.ts';
import { GUARDED_PATTERN, MEMBER, PORTFOLIO, shareRequest, UNIT } from './requests.ts';
import { type Service, startService } from './start-service.ts';

/** Executions that began under version 0.1.0 go on by its definition, with the functions of today. */
let service: Service;
beforeAll(async () => {
  service = await startService({ packageDirectory: await withMachinesOf('0.1.0'), functionHost: 'MEMORY' });
});
afterAll(() => service.close());

test('a share is created, found as asked, changed and removed, each with its outcome', async () => {
  const created = await service.ask(shareRequest());
  const again = await service.ask(shareRequest());
  const changed = await service.ask(shareRequest({ sharePrincipals: true, principals: [GUARDED_PATTERN] }));
  const removed = await service.ask(shareRequest({ action: 'UNSHARE', principals: [GUARDED_PATTERN] }));

  expect(created.detail).toMatchObject({ effect: 'CREATED', accounts: { failed: 0 } });
  expect(again.detail.effect).toBe('UNCHANGED');
  expect(changed.detail).toMatchObject({ effect: 'UPDATED', principals: { associated: 1 } });
  expect(removed.detail).toMatchObject({ effect: 'REMOVED', principals: { disassociated: 1 } });
  for (const { 'detail-type': type } of [created, again, changed, removed])
    expect(type).toBe('PortfolioShareCompleted');
  expect(service.statesOf(created.detail.requestId)).not.toContain('IsPlanDue'); // a state of later versions
});

test('a request that waits for its account, and one that waits for a person, go on', async () => {
  const verified = await service.ask(shareRequest({ verifyAccountId: MEMBER }));
  const asked = shareRequest({
    sharePrincipals: true,
    principals: [{ principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' }],
  });
  await service.put(asked);
  const question = await service.until('the question', () =>
    service.sandbox
      .events()
      .map(({ event }) => event)
      .find(({ 'detail-type': type }) => type === 'PortfolioShareApprovalRequested'),
  );
  const { approvalId, digest } = question.detail as { approvalId: string; digest: string };
  const decision = { version: '1', approvalId, digest, decision: 'APPROVED', by: 'ana', reason: 'seen' };
  await service.put(decision, { source: 'acme.security', detailType: 'PortfolioShareApprovalDecided' });
  const approved = await service.answer(asked.requestId);

  expect(verified['detail-type']).toBe('PortfolioShareCompleted');
  expect(approved).toMatchObject({ 'detail-type': 'PortfolioShareCompleted', detail: { effect: 'UPDATED' } });
});

test('requests for one share at once each get their outcome, and the lease is left', async () => {
  const requests = [
    shareRequest({ shareTagOptions: true }),
    shareRequest({ action: 'UNSHARE' }),
    shareRequest(),
  ];

  for (const request of requests) await service.put(request);
  const answers = await Promise.all(requests.map(({ requestId }) => service.answer(requestId)));

  expect(
    answers.map(({ detail }) => detail.failure?.code).filter((code) => code && code !== 'SUPERSEDED'),
  ).toEqual([]);
  await service.until('nobody running', () =>
    service.sandbox.executions().every(({ status }) => status === 'SUCCEEDED'),
  );
});

describe('of a share that somebody else made', () => {
  let other: Service;
  beforeAll(async () => {
    other = await startService({
      packageDirectory: await withMachinesOf('0.1.0'),
      functionHost: 'MEMORY',
      speed: 6_000,
      scenario: {
        organization: { units: [{ id: UNIT, accounts: ['300000000000'] }] },
        portfolios: [{ id: PORTFOLIO, products: [{ id: 'prod-0000000000000' }] }],
        accountFailures: [
          { accounts: ['300000000000'], error: 'InternalFailure', on: ['CREATE'], attempts: 2 },
        ],
      },
    });
  });
  afterAll(() => other.close());

  test('an execution of version 0.1.0 does not say that everybody has what is only listed', async () => {
    await new Console(other).create(PORTFOLIO, toUnit(UNIT));

    const { detail } = await other.ask(shareRequest());

    expect(detail).toMatchObject({ failure: { code: 'SHARE_STATUS_UNKNOWN', mayRetry: true } });
    expect(detail.failure.cause).toMatch(/1 accounts have no access/);
  });

  test('and learns by an update that nothing runs on what everybody has', async () => {
    const others = new Console(other);
    await others.delete(PORTFOLIO, toUnit(UNIT));
    await others.create(PORTFOLIO, toUnit(UNIT));
    await others.delete(PORTFOLIO, toUnit(UNIT));
    await others.create(PORTFOLIO, toUnit(UNIT));

    const answer = await other.ask(shareRequest());

    expect(answer['detail-type']).toBe('PortfolioShareCompleted');
    expect(answer.detail).toMatchObject({ effect: 'UNCHANGED' });
    expect(other.statesOf(answer.detail.requestId)).toContain('UpdateShare');
  });
});
