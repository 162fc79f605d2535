import { afterAll, beforeAll, expect, test } from 'vitest';
import { ORGANIZATION, shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

let turns = 0;
const otherNode = { organizationNode: { type: 'ORGANIZATION', value: ORGANIZATION } };

/** While a share with another node has the turn, these queue in this order. */
async function queueBehindAnother(...requests: readonly { readonly requestId: string }[]): Promise<void> {
  turns += 1;
  // Other flags each time, or there would be nothing to write and no turn to wait for.
  const holder = shareRequest({ ...otherNode, shareTagOptions: turns % 2 === 0 });
  await service.put(holder);
  await waitFor(holder.requestId, 'AcquireLease');
  for (const request of requests) {
    await service.put(request);
    await waitFor(request.requestId, 'AcquireLease');
  }
}

function waitFor(requestId: string, state: string): Promise<unknown> {
  return service.until(`${requestId} in ${state}`, () => {
    const isStarted = service.sandbox.executions().some(({ input }) => input.includes(`"${requestId}"`));
    return isStarted && service.statesOf(requestId).includes(state);
  });
}

test.each([
  ['another action', {}, { action: 'UNSHARE' }],
  ['other flags', {}, { shareTagOptions: true }],
])('a request gives way to a newer one that asks for %s, and names it', async (_, older, newer) => {
  const [first, second] = [shareRequest(older), shareRequest(newer)];
  await queueBehindAnother(first, second);

  const answer = await service.answer(first.requestId);
  const standing = await service.answer(second.requestId);

  expect(answer.detail).toMatchObject({
    effect: 'UNCHANGED',
    failure: { code: 'SUPERSEDED', supersededBy: second.requestId },
  });
  expect(standing['detail-type']).toBe('PortfolioShareCompleted');
});

test('requests that ask for the same do not displace each other: the second finds the share as asked', async () => {
  await service.ask(shareRequest({ action: 'UNSHARE' }));
  const [first, second] = [shareRequest(), shareRequest()];
  await queueBehindAnother(first, second);

  const answers = [await service.answer(first.requestId), await service.answer(second.requestId)];

  expect(answers.map(({ detail }) => detail.effect)).toEqual(['CREATED', 'UNCHANGED']);
});

test('a request that is refused after its acceptance takes nobody’s place', async () => {
  await service.ask(shareRequest({ action: 'UNSHARE' }));
  const refused = shareRequest({
    shareTagOptions: true,
    principals: [{ principalArn: 'arn:aws:iam::111122223333:rôle/x', principalType: 'IAM' }],
  });
  const first = shareRequest();
  await queueBehindAnother(first);

  const answerToRefused = await service.ask(refused);
  const answer = await service.answer(first.requestId);

  expect(answerToRefused['detail-type']).toMatch(/Failed|Refused/);
  expect(answer.detail.effect).toBe('CREATED');
});

test('a request gives way to a newer one that was done, even if a still newer one has failed since', async () => {
  await service.ask(shareRequest());
  const risky = { principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' };
  const older = shareRequest({ sharePrincipals: true, principals: [risky] });
  await service.put(older);
  const asked = await service.until(
    'the question',
    () =>
      service.sandbox.events().find(({ event }) => event['detail-type'] === 'PortfolioShareApprovalRequested')
        ?.event.detail,
  );
  const newer = shareRequest({ action: 'UNSHARE' });
  await service.ask(newer);
  service.fault('CreatePortfolioShare', { error: 'AccessDeniedException', times: 1 });
  const newest = await service.ask(shareRequest({ shareTagOptions: true }));

  const { approvalId, digest } = asked;
  const yes = {
    version: '1',
    approvalId,
    digest,
    decision: 'APPROVED',
    by: 'ana@acme.example',
    reason: 'seen',
  };
  await service.put(yes, { source: 'acme.security', detailType: 'PortfolioShareApprovalDecided' });
  const answer = await service.answer(older.requestId);

  expect(newest.detail.failure.code).toBe('ACCESS_DENIED');
  expect(answer.detail).toMatchObject({
    effect: 'UNCHANGED',
    failure: { code: 'SUPERSEDED', supersededBy: newer.requestId },
  });
});
