import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  CreatePortfolioShareCommand,
  DescribePortfolioShareStatusCommand,
  ListPortfolioAccessCommand,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ENTRY = resolve(import.meta.dirname, '../../cli/foliocast.mjs');
const running: ChildProcess[] = [];
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'simulator-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill('SIGKILL');
  }
  await rm(directory, { recursive: true });
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [ENTRY, 'simulator', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  return child;
}

/** Its URL, once it is ready. */
async function started(...args: string[]) {
  const child = run('--port', '0', ...args);
  const [line] = await once(child.stdout, 'data');
  const [, url = ''] =
    /^Foliocast simulator ready on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line)) ?? [];
  expect(url).not.toBe('');
  return { child, url };
}

async function scenarioFile(content: string): Promise<string> {
  const path = join(directory, 'scenario.yml');
  await writeFile(path, content);
  return path;
}

const settings = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  maxAttempts: 1,
});
const workloads = new CreatePortfolioShareCommand({
  PortfolioId: 'port-a1b2c3d4e5f6g',
  OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value: 'ou-ab12-cdef3456' },
});

describe('npm run simulator', () => {
  test('serves SDK clients over the loopback address, and the default scenario', async () => {
    const { url } = await started();
    const catalog = new ServiceCatalogClient(settings(url));

    const { PortfolioShareToken } = await catalog.send(workloads);
    const status = await catalog.send(new DescribePortfolioShareStatusCommand({ PortfolioShareToken }));
    const { Roots } = await new OrganizationsClient(settings(url)).send(new ListRootsCommand({}));

    expect(status).toMatchObject({ Status: 'NOT_STARTED', OrganizationNodeValue: 'ou-ab12-cdef3456' });
    expect(Roots).toMatchObject([{ Id: 'r-ab12' }]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ends cleanly at %s, though a client keeps its connection',
    async (signal) => {
      const { child, url } = await started();
      await new OrganizationsClient(settings(url)).send(new ListRootsCommand({}));

      child.kill(signal);

      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );

  test('holds 15,000 accounts in 2,000 units in less than 300 MB', async () => {
    const { child, url } = await started(
      '--scenario',
      await scenarioFile(`
        organization: { generate: { accounts: 15000, units: 2000, levels: 5 } }
        quotas: { sharedAccountsPerPortfolio: 20000 }
        durations: { shareSeconds: 0 }
        portfolios: [{ id: port-a1b2c3d4e5f6g }]
      `),
    );
    const catalog = new ServiceCatalogClient(settings(url));

    const share = { Type: 'ORGANIZATION' as const, Value: 'o-a1b2c3d4e5' };
    await catalog.send(
      new CreatePortfolioShareCommand({ PortfolioId: 'port-a1b2c3d4e5f6g', OrganizationNode: share }),
    );
    const access = await catalog.send(
      new ListPortfolioAccessCommand({ PortfolioId: 'port-a1b2c3d4e5f6g', PageSize: 100 }),
    );

    expect(access.AccountIds).toHaveLength(100);
    if (process.platform === 'linux') {
      const memory = await readFile(`/proc/${child.pid}/status`, 'utf8');
      const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(memory) ?? [];
      expect(Number(kilobytes)).toBeLessThan(300 * 1024);
    }
  });
});

describe('what is wrong is told in one sentence', () => {
  test.each([
    [
      'a port in words',
      ['--port', 'http'],
      '--port is "http": expected a port from 0 (any free one) to 65535.',
    ],
    [
      'a port out of range',
      ['--port', '65536'],
      '--port is "65536": expected a port from 0 (any free one) to 65535.',
    ],
    ['an unknown flag', ['--prot', '1'], '--prot: no such option here.'],
    [
      'a scenario that is not there',
      ['--scenario', '/nowhere.yml'],
      'The scenario /nowhere.yml cannot be read: ',
    ],
  ])('%s', async (_name, args, sentence) => {
    const child = run(...args);

    const [told, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);

    expect(code).toBe(args.includes('--scenario') ? 1 : 2);
    expect(told.split('\n')[0]).toContain(sentence);
  });

  test('a scenario that is wrong', async () => {
    const path = await scenarioFile('durations: { share: 1 }');
    const child = run('--port', '0', '--scenario', path);

    const told = await text(child.stderr);

    expect(told).toBe(`${path}: The scenario is wrong.\ndurations.share is "1": expected no such key\n`);
  });

  test('a scenario that is no YAML', async () => {
    const path = await scenarioFile('organization: [');
    const child = run('--port', '0', '--scenario', path);

    expect(await text(child.stderr)).toContain(path);
  });

  test('a port in use', async () => {
    const { url } = await started();
    const child = run('--port', new URL(url).port);

    const [told, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);

    expect(told).toMatch(
      /^Port \d+ of 127\.0\.0\.1 is in use: stop what listens there or choose another port\.\n$/,
    );
    expect(code).toBe(1);
  });
});
