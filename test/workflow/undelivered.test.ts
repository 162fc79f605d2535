import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeliveryError } from '../../sandbox/bus/deliver.ts';
import { shareRequest } from './requests.ts';
import { runCommand } from './run-command.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
let refused = 0;
beforeAll(async () => {
  service = await startService({
    deliveryFault({ target }) {
      if (!target.arn.includes('share-portfolio')) return 'DELIVER';
      refused += 1;
      return new DeliveryError('NO_PERMISSIONS', 'The rule may not start the machine.');
    },
  });
});
afterAll(() => service.close());

test('an event that could not be delivered is listed with what refused it, and delivered once', async () => {
  const request = shareRequest();
  const eventId = await service.put(request);
  await service.until('the refusal', () => refused > 0);

  const listed = await runCommand(service, 'undelivered');
  const json = await runCommand(service, 'undelivered', '--json');
  const delivered = await runCommand(service, 'undelivered', eventId, '--deliver');
  const answer = await service.answer(request.requestId);
  const deliveredAgain = await runCommand(service, 'undelivered', '--deliver');

  expect(listed.out).toContain(`${eventId} PortfolioShareRequested of ${request.requestId}`);
  expect(listed.out).toContain('NO_PERMISSIONS: The rule may not start the machine. (after 0 retries)');
  expect(JSON.parse(json.out).events).toMatchObject([
    { eventId, source: 'acme.test', event: { id: eventId } },
  ]);
  expect(delivered.out).toMatch(/delivered to .*share-portfolio, execution redriven-\w+\n1 of 1 event/);
  expect(answer.detail.effect).toBe('CREATED');
  expect(deliveredAgain).toMatchObject({
    status: 0,
    out: expect.stringContaining('The queue of undelivered events is empty'),
  });
});

test('what its target does not take is seen again at once, and can be discarded with a reason', async () => {
  const [queue] = service.sandbox.queues.all;
  const time = new Date(Date.now() - 10 * 86_400_000).toISOString();
  const event = { id: 'evt-of-nobody', source: 'acme.test', account: '111122223333', time, detail: {} };
  const gone = 'arn:aws:states:us-east-1:111122223333:stateMachine:gone';
  queue?.send({
    body: JSON.stringify(event),
    attributes: { TARGET_ARN: { DataType: 'String', StringValue: gone } },
  });

  const first = await runCommand(service, 'undelivered', '--deliver');
  const second = await runCommand(service, 'undelivered', '--deliver');
  const unknown = await runCommand(service, 'undelivered', 'evt-2', '--discard', 'why');
  const discarded = await runCommand(service, 'undelivered', event.id, '--discard', 'no such machine');
  const after = await runCommand(service, 'undelivered');

  for (const { status, out } of [first, second]) {
    expect(status).toBe(1);
    expect(out).toContain(`evt-of-nobody, 10 days old: ${gone} did not take it`);
    expect(out).toContain('0 of 1 event was delivered; 1 is left.');
  }
  expect(unknown).toMatchObject({ status: 1, err: expect.stringContaining('has the id evt-2') });
  expect(discarded.out).toContain('evt-of-nobody is discarded: no such machine.');
  expect(after.out).toContain('The queue of undelivered events is empty');
});

test('an interruption says how many are told of, and leaves the others to be seen at once', async () => {
  const [queue] = service.sandbox.queues.all;
  const gone = 'arn:aws:states:us-east-1:111122223333:stateMachine:gone';
  const ids = Array.from({ length: 40 }, (_, at) => `evt-many-${at}`);
  for (const id of ids)
    queue?.send({
      body: JSON.stringify({ id, detail: {} }),
      attributes: { TARGET_ARN: { DataType: 'String', StringValue: gone } },
    });
  const at = ['--endpoint-url', service.sandbox.endpoint];
  const child = spawn(process.execPath, ['cli/foliocast.mjs', 'undelivered', '--deliver', ...at]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    if (out === '') child.kill('SIGINT');
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });

  const status = await new Promise((ended) => child.once('close', ended));
  const after = await runCommand(service, 'undelivered', '--json');

  expect(status).toBe(130);
  expect(err).toMatch(/Broken off: \d+ of 40 events are told above, and one more may be delivered\.\nNext, /);
  expect(err).toContain('npx foliocast undelivered --endpoint-url ');
  expect(JSON.parse(after.out).events).toHaveLength(40);
  for (const { receiptHandle } of queue?.receive(40, 60) ?? []) queue?.delete(receiptHandle ?? '');
});

test('what somebody else looks at is not called delivered', async () => {
  const [queue] = service.sandbox.queues.all;
  queue?.send({ body: '{}' });
  const [held] = queue?.receive(1, 3_600) ?? [];

  const { status, out } = await runCommand(service, 'undelivered', '--deliver');

  expect(out).toContain('None can be seen now; 1 more is being looked at by somebody else');
  expect(status).toBe(1);
  queue?.delete(held?.receiptHandle ?? '');
});
