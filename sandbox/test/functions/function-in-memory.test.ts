import { afterEach, expect, test } from 'vitest';
import type { PackageParts } from '../write-package.ts';
import { answerOf, closeFunctions, type HostOptions, host } from './host-functions.ts';

afterEach(closeFunctions);
const inMemory = (parts: PackageParts, options?: HostOptions) =>
  host(parts, { speed: 6_000, in: 'MEMORY', ...options });

/** What a handler's module imports is real; a call goes through node:http, as an SDK's does. */
const CALLER = `
  import { request } from 'node:http';
  export const handler = ({ path }) => new Promise((resolve, reject) => {
    const sent = request({ method: 'POST', path, headers: { 'X-Amz-Target': 'Any.Operation' } }, async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() });
    });
    sent.on('error', reject);
    sent.end('a body');
    setTimeout(() => resolve('no answer within 20 s'), 20_000);
  });`;

test('a function in memory answers, keeps what its module holds, and has an environment of its own', async () => {
  const { functions, logs } = inMemory({
    functions: {
      count:
        'let n = 0; export const handler = async (event, { functionName }) => { console.log("said"); return { event, n: ++n, functionName, table: process.env.TABLE }; };',
      other:
        "import { env } from 'node:process'; export const handler = async () => env.TABLE ?? process.env.TABLE ?? null;",
    },
    functionProperties: { count: { Environment: { Variables: { TABLE: 'ledger' } } } },
  });

  const first = await answerOf(functions, 'count', { a: [1] });

  expect(first).toEqual({ event: { a: [1] }, n: 1, functionName: 'test-count', table: 'ledger' });
  expect(await answerOf(functions, 'count')).toMatchObject({ n: 2 });
  expect(await answerOf(functions, 'other')).toBeNull();
  expect(functions.processes()).toEqual([]);
  expect(logs.map(({ stream, line }) => `${stream} ${line}`)).toEqual(['stdout said', 'stdout said']);
});

test.each([
  ['its timers', '', 'new Promise((done) => setTimeout(done, 840_000))'],
  ['node:timers/promises', "import { setTimeout as pause } from 'node:timers/promises'; ", 'pause(840_000)'],
])(
  'a wait by %s is nominal, as its dates are: a quarter of an hour takes a moment',
  async (_, imports, wait) => {
    const { functions, clock } = inMemory({
      functions: {
        wait: `${imports}export const handler = async (_, context) => { const at = Date.now(); await ${wait}; return { took: Date.now() - at, left: context.getRemainingTimeInMillis() }; };`,
      },
      functionProperties: { wait: { Timeout: 900 } },
    });
    await clock.delay(3_600_000);

    const { took, left } = await answerOf(functions, 'wait');

    expect(took).toBeGreaterThanOrEqual(840_000);
    expect(left).toBeLessThanOrEqual(60_000);
    expect(left).toBeGreaterThan(50_000);
  },
);

test('a file that it reads takes real time, however fast its waits pass', async () => {
  const { functions } = inMemory({
    functions: {
      read: "import { readFile } from 'node:fs/promises'; import { setTimeout } from 'node:timers'; export const handler = async () => { const at = Date.now(); for (let n = 0; n < 20; n++) await readFile('/dev/null', 'utf8'); const read = Date.now() - at; await new Promise((done) => setTimeout(done, 60_000)); return { read, waited: Date.now() - at - read }; };",
    },
    functionProperties: { read: { Timeout: 900 } },
  });

  const { read, waited } = await answerOf(functions, 'read');

  expect(read).toBeLessThan(5_000);
  expect(waited).toBeGreaterThanOrEqual(60_000);
  expect(waited).toBeLessThan(65_000);
});

test('what it calls is answered without a socket, dropped, or left hanging', async () => {
  const { functions } = inMemory(
    { functions: { call: CALLER }, functionProperties: { call: { Timeout: 60 } } },
    {
      async answer({ url, headers, body }) {
        if (url === '/drop') return 'DROP';
        if (url === '/hang') return 'HANG';
        return { statusCode: 200, headers: {}, body: `${headers['x-amz-target']} ${body}` };
      },
    },
  );

  expect(await answerOf(functions, 'call', { path: '/' })).toEqual({
    status: 200,
    body: 'Any.Operation a body',
  });
  expect(await answerOf(functions, 'call', { path: '/drop' })).toMatchObject({
    errorMessage: 'socket hang up',
  });
  expect(await answerOf(functions, 'call', { path: '/hang' })).toBe('no answer within 20 s');
});

test('one that is killed ends its invocation, does nothing more, and the next is fresh', async () => {
  const asked: string[] = [];
  const { functions, clock } = inMemory(
    {
      functions: {
        call: `let n = 0; ${CALLER.replace('handler =', 'call =')}
          export const handler2 = async () => { n++; await call({ path: '/first' }); await call({ path: '/second' }); return n; };`,
      },
      functionProperties: { call: { Handler: 'functions/call.handler2', Timeout: 60 } },
    },
    {
      async answer({ url }) {
        asked.push(url);
        if (asked.length === 1) functions.kill('test-call');
        return { statusCode: 200, headers: {}, body: '' };
      },
    },
  );

  expect(await answerOf(functions, 'call')).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: signal: killed$/),
  });
  await clock.delay(60_000);
  expect(asked).toEqual(['/first']);
  expect(await answerOf(functions, 'call')).toBe(1);
});

test('its time-out, its exit and its errors are said as Lambda says them', async () => {
  const { functions } = inMemory({
    functions: {
      hang: 'export const handler = () => new Promise(() => {});',
      exit: 'export const handler = async ({ code }) => { if (code) process.exit(code); return 1; };',
      fail: "export const handler = async () => { throw Object.assign(new Error('none'), { name: 'ResourceNotFound' }); };",
      nothing: 'export const other = 1;',
      wrong: 'export const handler = async ( => {};',
    },
  });

  expect(await answerOf(functions, 'hang')).toMatchObject({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringMatching(/Task timed out after 5.00 seconds$/),
  });
  expect(await answerOf(functions, 'exit', { code: 3 })).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringContaining('exit status 3'),
  });
  expect(await answerOf(functions, 'exit')).toBe(1);
  expect(await answerOf(functions, 'fail')).toMatchObject({
    errorType: 'ResourceNotFound',
    errorMessage: 'none',
  });
  expect(await answerOf(functions, 'nothing')).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
  expect(await answerOf(functions, 'wrong')).toMatchObject({ errorType: 'Runtime.UserCodeSyntaxError' });
});
