import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetItems, putPausedLease } from './ledger-tampering.ts';
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

  const paused = await runCommand(service, 'queue', '--pause');
  const pausedAgain = await runCommand(service, 'queue', '--pause');
  await service.put(request);
  await queued(request.requestId);
  const seen = await runCommand(service, 'queue');
  const json = await runCommand(service, 'queue', '--json');
  const resumed = await runCommand(service, 'queue', '--resume');
  const resumedAgain = await runCommand(service, 'queue', '--resume');
  const answer = await service.answer(request.requestId);

  const place = `This is stage dev in Region us-east-1, account 111122223333, of the sandbox at ${service.sandbox.endpoint}.`;
  expect(paused.out).toMatch(/^Writes are paused since/);
  for (const { out } of [paused, pausedAgain, resumed, resumedAgain]) expect(out.split('\n')[1]).toBe(place);
  expect(pausedAgain.out).toMatch(/^Writes were paused before/);
  expect(seen.out).toMatch(/^PAUSED since .*\nThe turn is free\.\n1 waits\.\n/);
  expect(seen.out).toContain(`1. ${request.requestId}`);
  expect(seen.out).toContain(`queue --resume --endpoint-url ${service.sandbox.endpoint}`);
  expect(JSON.parse(json.out).leases[0]).toMatchObject({
    state: 'FREE',
    waiting: [{ requestId: request.requestId, phase: 'QUEUED' }],
  });
  expect(resumed.out).toMatch(/^Writes go on/);
  expect(resumedAgain.out).toMatch(/^Writes were not paused/);
  expect(answer.detail.effect).toBe('CREATED');
});

test('a lease that is left paused while writes go on does not make the queue say that all are paused', async () => {
  await runCommand(service, 'queue', '--resume');
  await putPausedLease(service.sandbox, 'port-leftpaused123');

  const seen = await runCommand(service, 'queue');

  expect(seen.out).not.toContain('PAUSED');
  expect(seen.out).toContain('2 turns are free, and nobody waits for them.');
});

test('a request that waits is cancelled within a minute, and its sender is told by whom', async () => {
  await runCommand(service, 'queue', '--pause');
  const request = shareRequest(otherNode);
  await service.put(request);
  await queued(request.requestId);

  const cancelled = await runCommand(service, 'queue', '--cancel', request.requestId, '--by', 'night-shift');
  const answer = await service.answer(request.requestId);
  const cancelledAgain = await runCommand(
    service,
    'queue',
    '--cancel',
    request.requestId,
    '--by',
    'night-shift',
  );

  expect(cancelled.out).toContain('is marked as cancelled by night-shift');
  for (const { out } of [cancelled, cancelledAgain]) expect(out).toContain('\nThis is stage dev in Region');
  expect(answer.detail).toMatchObject({
    effect: 'UNCHANGED',
    failure: { code: 'CANCELLED', cause: 'cancelled by night-shift' },
  });
  expect(cancelledAgain.out).toMatch(/has its outcome already.*nothing was cancelled/);
  await runCommand(service, 'queue', '--resume');
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

  const released = await runCommand(service, 'queue', '--release');
  const answer = await service.answer(held.requestId);
  const answerToNext = await service.ask(next);

  expect(released.status).toBe(0);
  expect(released.out).toContain('\nThis is stage dev in Region');
  // At this speed the share may have ended before the sweeper came.
  expect(['CREATED', 'UNKNOWN']).toContain(answer.detail.effect);
  expect(answerToNext['detail-type']).toBe('PortfolioShareCompleted');
});

test('an outcome is emitted again under its own id, as a repeat', async () => {
  const request = shareRequest();
  const first = await service.ask(request);

  const resent = await runCommand(service, 'show', request.requestId, '--resend');
  const second = await service.answer(request.requestId, 2);

  expect(resent.out).toContain(first.detail.outcomeId);
  expect(second.detail).toEqual({ ...first.detail, delivery: { repeat: true } });
});

test('what a request went through is shown, with each step and when', async () => {
  const request = shareRequest();
  await service.ask(request);

  const shown = await runCommand(service, 'show', request.requestId);
  const json = await runCommand(service, 'show', request.requestId, '--json');
  const latest = await runCommand(service, 'show', '--most', '1', '--state', 'completed');

  expect(shown.out).toContain(`${request.requestId}: PortfolioShareCompleted, UNCHANGED`);
  expect(shown.out).toMatch(/ 00:\d\d {2}AcquireLease +has its turn, fence \d+\n/);
  expect(JSON.parse(json.out)).toMatchObject({ request: { requestId: request.requestId }, stage: 'dev' });
  expect(JSON.parse(json.out).timeline.length).toBeGreaterThan(5);
  expect(latest.out).toContain(`${request.requestId}: PortfolioShareCompleted, UNCHANGED`);
});

test('no command reads the whole table', () => {
  const operations = service.sandbox.calls().map(({ operation }) => operation);

  expect(operations).toContain('Query');
  expect(operations).not.toContain('Scan');
});

test('a request of version 0.1.0, which has no item beside it, is shown by its sender', async () => {
  const request = shareRequest();
  await service.ask(request);
  await forgetItems(service.sandbox, `REQUESTID#${request.requestId}`);

  const unknown = await runCommand(service, 'show', request.requestId);
  const bySender = ['--account', service.sandbox.stack.place.accountId, '--source', 'acme.test'];
  const shown = await runCommand(service, 'show', request.requestId, ...bySender);

  expect(unknown.err).toContain('version 0.1.0 is found with its sender alone');
  expect(shown.out).toContain(`${request.requestId}: PortfolioShareCompleted`);
});

test.each([
  ['an unknown request', ['queue', '--cancel', 'nobody-asked'], 1, 'holds no request nobody-asked'],
  ['half a sender', ['show', 'x', '--account', '111122223333'], 2, 'name a sender together'],
  ['another stage', ['queue', '--stage', 'nowhere'], 1, 'There is no stack foliocast-nowhere there'],
])('%s is answered by what is wrong and what to do', async (_, args, expected, sentence) => {
  const { out, err, status } = await runCommand(service, ...args);

  expect(err).toContain(sentence);
  expect([out, status]).toEqual(['', expected]);
});
