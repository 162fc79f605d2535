import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { writePackage } from '../write-package.ts';
import { answerOf, closeFunctions, host, load } from './host-functions.ts';

afterEach(closeFunctions);

test('a function answers with what its handler returns, by name, ARN or version', async () => {
  const { functions } = host({
    functions: {
      echo: 'export const handler = async (event, context) => ({ event, name: context.functionName });',
    },
  });

  const result = await functions.invoke(
    'arn:aws:lambda:eu-central-1:111122223333:function:test-echo:1',
    '{"a":[1]}',
  );

  expect(result).toMatchObject({ status: 'SUCCEEDED' });
  expect(await answerOf(functions, 'echo', { a: [1] })).toEqual({ event: { a: [1] }, name: 'test-echo' });
});

test('a handler that returns nothing answers null', async () => {
  const { functions } = host({ functions: { quiet: 'export const handler = async () => {};' } });

  expect(await answerOf(functions, 'quiet')).toBeNull();
});

test('the environment is complete and nothing of the host gets in', async () => {
  process.env.HOST_SECRET = 'x';
  const { functions } = host({
    functions: { show: 'export const handler = async () => process.env;' },
    functionProperties: { show: { Environment: { Variables: { TABLE: { Ref: 'AWS::StackName' } } } } },
  });

  const environment = await answerOf(functions, 'show');

  expect(environment).toMatchObject({
    TABLE: 'test',
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_LAMBDA_FUNCTION_NAME: 'test-show',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_CONFIG_FILE: '/dev/null',
    TZ: ':UTC',
  });
  expect(environment.AWS_ACCESS_KEY_ID).toMatch(/^ASIA[0-9A-F]{16}$/);
  expect(environment).not.toHaveProperty('HOST_SECRET');
  expect(environment).not.toHaveProperty('HOME');
});

test('what a handler throws arrives as Lambda says it: type, message, trace', async () => {
  const { functions } = host({
    functions: {
      fail: "export const handler = async () => { throw Object.assign(new Error('no such portfolio'), { name: 'ResourceNotFound' }); };",
      cry: "export const handler = async () => { throw 'oh'; };",
    },
  });

  const error = await answerOf(functions, 'fail');
  expect(Object.keys(error)).toEqual(['errorType', 'errorMessage', 'trace']);
  expect(error).toMatchObject({ errorType: 'ResourceNotFound', errorMessage: 'no such portfolio' });
  expect(error.trace[0]).toContain('no such portfolio');
  expect(await answerOf(functions, 'cry')).toEqual({ errorType: 'string', errorMessage: 'oh', trace: [] });
});

test('a function that does not end is timed out and its process killed, even in an endless loop', async () => {
  const { functions } = host({
    functions: { loop: 'export const handler = async () => { for (;;); };' },
    functionProperties: { loop: { Timeout: 1 } },
  });

  const error = await answerOf(functions, 'loop');

  expect(error.errorType).toBe('Sandbox.Timedout');
  expect(error.errorMessage).toMatch(/^RequestId: \S+ Error: Task timed out after 1.00 seconds$/);
  expect(functions.processes()).toEqual([]);
});

test('a time-out never fires because time is scaled, and the handler sees nominal time', async () => {
  const { functions, clock } = host(
    {
      functions: {
        slow: 'export const handler = async (_, context) => { await new Promise((done) => setTimeout(done, 50)); return { now: Date.now(), remaining: context.getRemainingTimeInMillis() }; };',
      },
      functionProperties: { slow: { Timeout: 30 } },
    },
    { speed: 6000 },
  );
  await clock.delay(3_600_000);

  const { now, remaining } = await answerOf(functions, 'slow');

  expect(Math.abs(now - clock.now())).toBeLessThan(60_000);
  expect(now - Date.now()).toBeGreaterThan(3_500_000);
  expect(remaining).toBeGreaterThan(29_000);
  expect(remaining).toBeLessThanOrEqual(29_960);
});

test('a process killed from outside ends its invocation and nothing else', async () => {
  const { functions } = host({
    functions: {
      hang: "export const handler = async ({ hang }) => { if (hang) { console.log('hanging'); await new Promise((done) => setTimeout(done, 4000)); } return 'alive'; };",
    },
  });
  const hanging = answerOf(functions, 'hang', { hang: true });
  const pid = await new Promise<number>((resolve) => {
    const look = () => {
      const [first] = functions.processes();
      if (first && first.pid > 0) resolve(first.pid);
      else setImmediate(look);
    };
    look();
  });

  process.kill(pid, 'SIGKILL');

  expect(await hanging).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: signal: killed$/),
  });
  expect(await answerOf(functions, 'hang')).toBe('alive');
});

test('an exit, an unhandled rejection and a missing handler are Runtime errors, and the next invocation is fresh', async () => {
  const { functions } = host({
    functions: {
      exit: 'export const handler = async ({ code }) => { if (code !== undefined) process.exit(code); return 1; };',
      reject:
        "export const handler = async () => { Promise.reject(new Error('lost')); await new Promise((done) => setTimeout(done, 1000)); };",
      nothing: 'export const other = 1;',
      wrong: 'export const handler = async ( => {};',
    },
  });

  expect(await answerOf(functions, 'exit', { code: 3 })).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringContaining('exit status 3'),
  });
  expect(await answerOf(functions, 'exit')).toBe(1);
  expect(await answerOf(functions, 'reject')).toMatchObject({
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: 'Error: lost',
  });
  expect(await answerOf(functions, 'nothing')).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
  expect(await answerOf(functions, 'wrong')).toMatchObject({ errorType: 'Runtime.UserCodeSyntaxError' });
});

test('invocations beyond the cap wait for a free environment, one at a time in each', async () => {
  const { functions } = host({
    functions: {
      one: 'let busy = 0; export const handler = async ({ n }) => { if (busy++) throw new Error("two at a time"); await new Promise((done) => setTimeout(done, 5)); busy--; return n; };',
    },
  });

  const answers = await Promise.all([...Array(20).keys()].map((n) => answerOf(functions, 'one', { n })));

  expect(answers).toEqual([...Array(20).keys()]);
  expect(functions.processes().length).toBeGreaterThan(1);
  expect(functions.processes().length).toBeLessThanOrEqual(4);
});

test('the lines that it writes are there when it has answered', async () => {
  const { functions, logs } = host({
    functions: {
      talk: "export const handler = async () => { console.log('one\\ntwo'); console.error('three'); };",
    },
  });

  await answerOf(functions, 'talk');

  expect(logs.map(({ stream, line }) => `${stream} ${line}`).sort()).toEqual([
    'stderr three',
    'stdout one',
    'stdout two',
  ]);
  expect(new Set(logs.map(({ functionName, requestId }) => `${functionName} ${typeof requestId}`))).toEqual(
    new Set(['test-talk string']),
  );
});

test('a missing bundle, a damaged one and one that cannot start are refused, each in one sentence', async () => {
  const parts = { functions: { a: 'export const handler = async () => 1;' } };
  const missing = writePackage(parts);
  writeFileSync(join(missing, 'a.zip'), 'no zip');
  const damaged = writePackage(parts);
  const bytes = readFileSync(join(damaged, 'a.zip'));
  bytes[60] = (bytes[60] ?? 0) ^ 0xff;
  writeFileSync(join(damaged, 'a.zip'), bytes);
  const broken = host({ functions: { wrong: 'export const handler = async ( => {};' } });

  expect(() => load(missing)).toThrow(
    /The bundle .*a.zip is broken \(it is no zip file\): package the service again\./,
  );
  expect(() => load(damaged)).toThrow(/The bundle .*a.zip is broken \(.*\): package the service again\./);
  await expect(broken.functions.warm()).rejects.toThrow(
    /The bundle of the function test-wrong \(.*\) cannot be started: Runtime.UserCodeSyntaxError/,
  );
});

test.each([
  ['Layers', ['arn:aws:lambda:eu-central-1:111122223333:layer:any:1']],
  ['DeadLetterConfig', { TargetArn: 'arn:aws:sqs:eu-central-1:111122223333:any' }],
])('a function that asks for %s, which is not there, is refused in one sentence', (property, value) => {
  const parts = {
    functions: { any: 'export const handler = () => 1;' },
    functionProperties: { any: { [property]: value } },
  };

  expect(() => host(parts)).toThrow(
    `The function AnyLambdaFunction has ${property}, which the sandbox does not support. Supported: FunctionName, `,
  );
});
