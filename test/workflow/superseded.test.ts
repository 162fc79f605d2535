import { afterAll, beforeAll, expect, test } from 'vitest';
import { GUARDED_PATTERN, ORGANIZATION, shareRequest } from './requests.ts';
import { runCommand } from './run-command.ts';
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

function hasQueued(requestId: string): Promise<unknown> {
  return service.until(`${requestId} in the queue`, () =>
    service.sandbox
      .logs()
      .some(({ line }) => line.includes('Waiting for the lease') && line.includes(`"${requestId}"`)),
  );
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

test('what takes access away passes what waits; an older share of the same node gives way, and a principal that was taken off is not put back', async () => {
  const withPrincipal = { principals: [GUARDED_PATTERN] };
  await service.ask(shareRequest({ action: 'UNSHARE' }));
  const passed = [shareRequest(), shareRequest(withPrincipal), shareRequest(SECURITY)];
  const first = shareRequest({ action: 'UNSHARE' });
  const second = shareRequest({ ...otherNode, ...withPrincipal, action: 'UNSHARE' });
  await service.ask(shareRequest({ ...otherNode, ...withPrincipal }));
  await runCommand(service, 'queue', '--pause');
  for (const request of [...passed, first, second]) {
    await service.put(request);
    await hasQueued(request.requestId);
  }
  await runCommand(service, 'queue', '--resume');

  const answers = await Promise.all(
    [...passed, first, second].map(({ requestId }) => service.answer(requestId)),
  );
  const [same, putsBack, other, unshared, takenOff] = answers.map(({ detail }) => detail);

  expect(unshared.failure).toBeUndefined();
  expect(takenOff).toMatchObject({ effect: 'REMOVED', principals: { disassociated: 1 } });
  expect(same.failure).toMatchObject({ code: 'SUPERSEDED', supersededBy: first.requestId });
  expect(putsBack.failure).toMatchObject({ code: 'SUPERSEDED' });
  expect(other.effect).toBe('CREATED');
  expect([unshared, takenOff].every(({ timing }) => timing.decidedAt < other.timing.decidedAt)).toBe(true);
});

const SECURITY = { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-security' } };
