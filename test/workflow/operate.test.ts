import { afterAll, beforeAll, expect, test } from 'vitest';
import { ORGANIZATION, shareRequest } from './requests.ts';
import { runCommand } from './run-command.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const otherNode = { organizationNode: { type: 'ORGANIZATION', value: ORGANIZATION } };

/** Its place in the queue is taken, not only about to be. */
async function queued(requestId: string): Promise<void> {
  await service.until(`${requestId} in the queue`, () =>
    service.sandbox
      .logs()
      .some(({ line }) => line.includes(`"${requestId}"`) && line.includes('Waiting for the lease')),
  );
}

test('while writes are paused requests queue, and each command says what it did, also the second time', async () => {
  const request = shareRequest();

  const paused = await runCommand(service, 'pause');
  const pausedAgain = await runCommand(service, 'pause');
  await service.put(request);
  await queued(request.requestId);
  const seen = await runCommand(service, 'queue');
  const json = await runCommand(service, 'queue', '--json');
  const resumed = await runCommand(service, 'resume');
  const resumedAgain = await runCommand(service, 'resume');
  const answer = await service.answer(request.requestId);

  expect(paused.out).toMatch(/^Writes are paused since/);
  expect(pausedAgain.out).toMatch(/^Writes were paused before/);
  expect(seen.out).toMatch(/PAUSED since .*; 1 wait\./);
  expect(seen.out).toContain(`1. ${request.requestId} (acme.test) SHARE`);
  expect(JSON.parse(json.out).requests[0]).toMatchObject({ phase: 'QUEUED' });
  expect(resumed.out).toMatch(/^Writes go on/);
  expect(resumedAgain.out).toMatch(/^Writes were not paused/);
  expect(answer.detail.effect).toBe('CREATED');
});

test('a request that waits is cancelled within a minute, and its sender is told by whom', async () => {
  await runCommand(service, 'pause');
  const request = shareRequest(otherNode);
  await service.put(request);
  await queued(request.requestId);

  const cancelled = await runCommand(service, 'cancel', request.requestId);
  const answer = await service.answer(request.requestId);
  const cancelledAgain = await runCommand(service, 'cancel', request.requestId);

  expect(cancelled.out).toContain('is marked as cancelled by night-shift');
  expect(answer.detail).toMatchObject({
    effect: 'UNCHANGED',
    failure: { code: 'CANCELLED', cause: 'cancelled by night-shift' },
  });
  expect(cancelledAgain.out).toMatch(/has its outcome already.*nothing was cancelled/);
  await runCommand(service, 'resume');
});

test('a lease is taken from a request whose share runs: UNKNOWN is what it then says, and the next one comes after it', async () => {
  const [held, next] = [shareRequest(otherNode), shareRequest()];
  service.at(held.requestId, 'WaitForShare', () => undefined);
  await service.put(held);
  await service.until(
    `the share of ${held.requestId}`,
    () =>
      service.sandbox.executions().some(({ input }) => input.includes(held.requestId)) &&
      service.statesOf(held.requestId).includes('WaitForShare'),
  );

  const released = await runCommand(service, 'release-lease');
  const answer = await service.answer(held.requestId);
  const answerToNext = await service.ask(next);

  expect(released.code).toBe(0);
  // At this speed the share may have ended before the sweeper came.
  expect(['CREATED', 'UNKNOWN']).toContain(answer.detail.effect);
  expect(answerToNext['detail-type']).toBe('PortfolioShareCompleted');
});

test('an outcome is emitted again under its own id, as a repeat', async () => {
  const request = shareRequest();
  const first = await service.ask(request);

  const resent = await runCommand(service, 'resend', request.requestId);
  const second = await service.answer(request.requestId, 2);

  expect(resent.out).toContain(first.detail.outcomeId);
  expect(second.detail).toEqual({ ...first.detail, delivery: { repeat: true } });
});

test.each([
  ['an unknown request', ['cancel', 'nobody-asked'], 'The ledger holds no request nobody-asked'],
  ['a missing request', ['resend'], 'The requestId is missing'],
  ['an unknown command', ['repair'], 'expected one of queue, cancel'],
  ['half a sender', ['cancel', 'x', '--account', '111122223333'], 'name a request together'],
])('%s is answered by one sentence', async (_, args, sentence) => {
  const { err, code } = await runCommand(service, ...args);

  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toContain(sentence);
  expect(code).toBe(1);
});
