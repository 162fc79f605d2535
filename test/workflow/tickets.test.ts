import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageWithConfig } from './package-with-config.ts';
import { shareRequest } from './requests.ts';
import { type Service, startService } from './start-service.ts';

interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly status: number;
}

const calls: Call[] = [];
/** What the ticket system answers next, by ticket; 200 once they are used up. */
const answers = new Map<string, number[]>();
let server: Server;
let service: Service;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const status = answers.get(decodeURIComponent(url.split('/')[2] ?? ''))?.shift() ?? 200;
      calls.push({ method, url, headers, body, status });
      response.writeHead(status).end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const configFile = join(mkdtempSync(join(tmpdir(), 'foliocast-config-')), 'config.yml');
  const tickets = {
    url: `http://127.0.0.1:${port}/issue/<$.detail.ticket.id>/comment`,
    secretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:foliocast/tickets-a1b2c3',
    body: '{ "text": "<$.detail.portfolioId>: \\"<$.detail-type>\\" <$.detail.effect>", "ticket": <$.detail.ticket>, "failure": <$.detail.failure.code> }',
    retry: { attempts: 3, oldestSeconds: 3600 },
  };
  const approvals = { approvers: [{ account: 'SELF', sources: ['acme.security'] }] };
  writeFileSync(configFile, JSON.stringify({ approvals, tickets }));
  service = await startService({ packageDirectory: await packageWithConfig(configFile) });
});
afterAll(async () => {
  await service.close();
  server.close();
});

function callsAbout(id: string): Call[] {
  return calls.filter(({ url }) => url.includes(`/${encodeURIComponent(id)}/`));
}

test('an outcome reaches its ticket, in the words of the operator', async () => {
  const ticket = { system: 'jira', id: 'IT/4 ü', url: 'https://acme.example/browse/IT-4' };
  const request = shareRequest({ ticket });

  await service.ask(request);
  const call = await service.until('the call', () => callsAbout(ticket.id)[0]);

  expect(call).toMatchObject({ method: 'POST', url: '/issue/IT%2F4%20%C3%BC/comment' });
  expect(call.headers).toMatchObject({
    authorization: 'sandbox-secret',
    'content-type': 'application/json; charset=utf-8',
  });
  expect(JSON.parse(call.body)).toEqual({
    text: 'port-a1b2c3d4e5f6g: "PortfolioShareCompleted" CREATED',
    ticket,
    // EventBridge writes an empty string where the event has nothing.
    failure: '',
  });
});

test('a ticket system that fails twice is told all the same, and once', async () => {
  answers.set('IT-5', [503, 429]);

  await service.ask(shareRequest({ ticket: { system: 'jira', id: 'IT-5' } }));
  await service.until('the call that is taken', () =>
    callsAbout('IT-5').find(({ status }) => status === 200),
  );

  expect(callsAbout('IT-5').map(({ status }) => status)).toEqual([503, 429, 200]);
});

test('a repeat of an outcome is not delivered, and a request without a ticket has nobody to tell', async () => {
  const request = shareRequest({ ticket: { system: 'jira', id: 'IT-6' } });
  await service.ask(request);
  await service.until('the first call', () => callsAbout('IT-6')[0]);
  const before = calls.length;

  await service.put(request);
  const repeat = await service.answer(request.requestId, 2);
  await service.ask(shareRequest());
  await service.ask(shareRequest({ ticket: { system: 'jira', id: 'IT-7' } }));
  await service.until('the call about another ticket', () => callsAbout('IT-7')[0]);

  expect(repeat.detail.delivery.repeat).toBe(true);
  expect(callsAbout('IT-6')).toHaveLength(1);
  expect(calls).toHaveLength(before + 1);
});

test.each([
  ['refuses', [400], 'SDK_CLIENT_ERROR', 1],
  ['never answers well', [500, 502, 503, 504, 500], 'INTERNAL_ERROR', 4],
])(
  'what a ticket system %s goes to the queue of undelivered events',
  async (name, statuses, errorCode, tries) => {
    const id = `IT-${name.replaceAll(' ', '-')}`;
    answers.set(id, statuses);
    const queue = service.sandbox.queues.byArn(
      service.sandbox.stack.resources.find(({ logicalId }) => logicalId === 'UndeliveredEvents')?.attributes
        .Arn ?? '',
    );

    await service.ask(shareRequest({ ticket: { system: 'jira', id } }));
    const message = await service.until('the dead letter', () =>
      queue?.messages().find(({ body }) => body.includes(`"${id}"`)),
    );

    expect(message.attributes?.ERROR_CODE?.StringValue).toBe(errorCode);
    expect(callsAbout(id)).toHaveLength(tries);
  },
);

test.each([
  ['malformed', 'IT-90', { portfolioId: 'no portfolio' }],
  ['in an id that was used for something else', 'IT-91', { requestId: 'used-before' }],
])('a ticket hears that its request was refused: %s', async (_, id, wrong) => {
  const ticket = { system: 'jira', id };
  await service.ask(shareRequest({ requestId: 'used-before' }));

  await service.put(shareRequest({ ticket, ...wrong, shareTagOptions: true }));
  const call = await service.until('the call', () => callsAbout(id)[0]);

  expect(JSON.parse(call.body)).toMatchObject({ ticket });
  expect(call.body).toContain('PortfolioShareRefused');
});

test('a ticket hears that its request waits for an approval', async () => {
  const principals = [{ principalArn: 'arn:aws:iam:::role/Deployer-*', principalType: 'IAM_PATTERN' }];
  const ticket = { system: 'jira', id: 'IT-92' };

  await service.put(shareRequest({ ticket, sharePrincipals: true, principals }));
  const call = await service.until('the call', () => callsAbout('IT-92')[0]);

  expect(call.body).toContain('PortfolioShareApprovalRequested');
});

test('a ticket id of dots alone, which would lead to another path, is refused and calls nothing', async () => {
  const before = calls.length;

  const refusal = await service.ask(shareRequest({ ticket: { system: 'jira', id: '..' } }));

  expect(refusal['detail-type']).toBe('PortfolioShareRefused');
  expect(refusal.detail.ticket).toBeUndefined();
  expect(calls).toHaveLength(before);
});

test('an outcome that another account forges reaches no ticket, and an alarm rings', async () => {
  const real = await service.ask(shareRequest());
  const forged = { ...real.detail, requestId: 'forged', ticket: { system: 'jira', id: 'IT-9' } };

  service.forge(forged, {
    source: 'foliocast',
    detailType: 'PortfolioShareCompleted',
    accountId: '333344445555',
  });
  await service.until(
    'the alarm',
    () => service.sandbox.alarms.stateOf('foliocast-dev-forged-events') === 'ALARM',
  );

  expect(callsAbout('IT-9')).toEqual([]);
});
