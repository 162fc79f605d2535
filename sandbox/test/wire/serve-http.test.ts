import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { WireRequest } from '../../wire/message.ts';
import { type HttpHandler, type HttpServer, serveHttp } from '../../wire/serve-http.ts';

const running: HttpServer[] = [];
const defects: unknown[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serve(handler: HttpHandler, port = 0): Promise<HttpServer> {
  const server = await serveHttp(handler, { port, onDefect: (defect) => defects.push(defect) });
  running.push(server);
  return server;
}

const echo: HttpHandler = async ({ method, url, body }: WireRequest) => ({
  statusCode: 200,
  headers: { 'content-type': 'text/plain' },
  body: `${method} ${url} ${body}`,
});

test('a request is answered over the loopback address', async () => {
  const server = await serve(echo);

  const answer = await fetch(`${server.url}/path`, { method: 'POST', body: 'größe' });

  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await answer.text()).toBe('POST /path größe');
});

test('a dropped answer closes the connection', async () => {
  const server = await serve(async () => 'DROP');

  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
});

test('an embedded server may take the response over', async () => {
  const server = await serve(async (_request, response) => {
    response.end('taken');
    return 'TAKEN';
  });

  expect(await (await fetch(server.url)).text()).toBe('taken');
});

test('a client that resets its connection in the middle of a request harms nobody', async () => {
  const server = await serve(echo);
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf');
  await setImmediate();
  socket.resetAndDestroy();

  const answer = await fetch(server.url, { method: 'POST', body: 'whole' });

  expect(await answer.text()).toBe('POST / whole');
  expect(defects).toEqual([]);
});

test('a handler that throws closes its connection and is reported', async () => {
  const defect = new Error('no answer');
  const server = await serve(() => Promise.reject(defect));

  await expect(fetch(server.url)).rejects.toThrow();

  expect(defects).toContain(defect);
});

test('a body beyond the largest request of AWS is refused', async () => {
  const server = await serve(echo);

  const answer = await fetch(server.url, { method: 'POST', body: 'x'.repeat(16 * 1024 * 1024 + 1) });

  expect(answer.status).toBe(413);
});

test('a port in use is told in one sentence', async () => {
  const first = await serve(echo);

  await expect(serve(echo, first.port)).rejects.toThrow(
    `Port ${first.port} of 127.0.0.1 is in use: stop what listens there or choose another port.`,
  );
});

test('a closed server answers nobody', async () => {
  const server = await serve(echo);
  await fetch(server.url);

  await server.close();

  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
});
