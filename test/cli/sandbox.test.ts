import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, expect, test } from 'vitest';
import { writeShopPackage } from '../../sandbox/test/shop-package.ts';
import { permissionToInvoke, writePackage } from '../../sandbox/test/write-package.ts';

const entry = join(import.meta.dirname, '../../cli/foliocast.mjs');
const started: ChildProcess[] = [];
const sandbox = (...args: string[]) => {
  const child = spawn(process.execPath, [entry, 'sandbox', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  const written = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    written.out += data;
  });
  child.stderr.on('data', (data) => {
    written.err += data;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const [, endpoint] =
        /^Foliocast sandbox ready on (http:\/\/127\.0\.0\.1:\d+)$/m.exec(written.out) ?? [];
      if (endpoint) resolve(endpoint);
    });
    ended.then(() => reject(new Error(written.err)));
  });
  ready.catch(() => undefined);
  return { child, written, ended, ready };
};
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'it says when it serves, appends events as JSON lines, and ends cleanly on %s',
  async (signal) => {
    const events = join(mkdtempSync(join(tmpdir(), 'events-')), 'events.jsonl');
    const { child, ready, ended, written } = sandbox(
      '--package',
      writeShopPackage(),
      '--port',
      '0',
      '--events',
      events,
    );
    const endpoint = await ready;
    await putEvent(endpoint);

    child.kill(signal);

    expect(await ended).toBe(0);
    expect(written.out).toBe(`Foliocast sandbox ready on ${endpoint}\n`);
    expect(written.err).toBe('');
    const lines = readFileSync(events, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ source: 'till', detail: { n: 1 } }),
    ]);
  },
);

test('events on standard output wait for a slow reader, and are whole', async () => {
  const { child, ready, ended, written } = sandbox(
    ...['--package', writeShopPackage(), '--port', '0', '--events', '-'],
  );
  const endpoint = await ready;
  const { length } = written.out;

  child.stdout.pause();
  for (let n = 1; n <= 12; n++) await putEvent(endpoint, { n, filling: 'x'.repeat(20_000) });
  child.stdout.resume();
  child.kill('SIGTERM');

  expect(await ended).toBe(0);
  const lines = written.out.slice(length).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).detail.n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(written.err).toBe('');
});

test('when nobody reads its events on standard output any more it says so once and serves on', async () => {
  const { child, ready, ended, written } = sandbox(
    ...['--package', writeShopPackage(), '--port', '0', '--events', '-'],
  );
  const endpoint = await ready;

  child.stdout.destroy();
  for (let n = 1; n <= 3; n++) await putEvent(endpoint, { n });
  child.kill('SIGTERM');

  expect(await ended).toBe(0);
  expect(written.err).toMatch(/^Standard output takes no more events: .*EPIPE\.\n$/);
});

test('its functions end with it even when it is killed and they are in an endless loop, and leave no files', async () => {
  const directory = writePackage({
    functions: {
      spin: 'export const handler = async () => { console.log(`spinning ${process.pid} in ${process.cwd()}`); for (;;); };',
    },
    functionProperties: { spin: { Timeout: 60 } },
    resources: {
      OnEvent: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['till'] },
          Targets: [{ Id: 'spin', Arn: { 'Fn::GetAtt': ['SpinLambdaFunction', 'Arn'] } }],
        },
      },
      MayInvoke: permissionToInvoke('spin'),
    },
  });
  const { child, ready, ended, written } = sandbox('--package', directory, '--port', '0', '--logs');
  await putEvent(await ready);
  const spinning = () => /^test-spin spinning (\d+) in (.+)$/m.exec(written.err);
  await until(() => spinning() !== null);
  const [, pid = '', taskRoot = ''] = spinning() ?? [];
  expect(isAlive(Number(pid))).toBe(true);

  child.kill('SIGKILL');
  await ended;

  await until(() => !isAlive(Number(pid)) && !existsSync(taskRoot));
});

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const until = async (look: () => boolean) => {
  const deadline = Date.now() + 10_000;
  while (!look()) {
    if (Date.now() > deadline) throw new Error(`Not within 10 s: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const putEvent = (endpoint: string, detail: object = { n: 1 }) => {
  const client = new EventBridgeClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  return client.send(
    new PutEventsCommand({
      Entries: [{ Source: 'till', DetailType: 'Nothing', Detail: JSON.stringify(detail) }],
    }),
  );
};

const broken = () => {
  const directory = writeShopPackage();
  writeFileSync(join(directory, 'ship.zip'), 'no zip');
  return directory;
};
const occupiedPort = () =>
  new Promise<string>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(String(typeof address === 'object' ? address?.port : ''));
      server.unref();
    });
  });

test.each<[string, () => Promise<string[]> | string[], RegExp]>([
  ['an unknown flag', () => ['--colour'], /^--colour: no such option here/],
  ['a port that is none', () => ['--port', 'x'], /^--port is "x": expected a port from 0/],
  ['a speed that is none', () => ['--speed', '0'], /^--speed is "0": expected a number above 0/],
  ['a missing template', () => ['--package', '/nowhere'], /^There is no template at \/nowhere\//],
  [
    'a broken bundle',
    () => ['--package', broken(), '--port', '0'],
    /^The bundle .*ship\.zip is broken \(it is no zip file\)/,
  ],
  [
    'a port in use',
    async () => ['--package', writeShopPackage(), '--port', await occupiedPort()],
    /^Port \d+ of 127\.0\.0\.1 is in use/,
  ],
  [
    'a parameter that the template does not have',
    () => ['--package', writeShopPackage(), '--parameter', 'A=b'],
    /^The template has no parameter A/,
  ],
])('%s is one clear sentence and a status that is not 0', async (_, args, sentence) => {
  const { ended, written } = sandbox(...(await args()));

  expect(await ended).toBe(/^--?\w+/.test(written.err) ? 2 : 1);
  expect(written.err).toMatch(sentence);
  expect(written.err.trimEnd().split('\n').length).toBeLessThan(3);
  expect(written.out).toBe('');
});
