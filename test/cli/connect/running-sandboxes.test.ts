import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { announceSandbox, runningSandboxes } from '../../../cli/connect/running-sandboxes.ts';

const SANDBOX = { endpoint: 'http://127.0.0.1:4566', stage: 'dev', region: 'us-east-1' };
/** Above the largest that Linux gives. */
const NO_PROCESS = 4_194_305;
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'foliocast-found-'));
  vi.stubEnv('TMPDIR', directory);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

test('a sandbox is found until it says that it ends', () => {
  const forget = announceSandbox(SANDBOX);
  const found = runningSandboxes();
  forget();

  expect(found).toEqual([{ ...SANDBOX, processId: process.pid }]);
  expect(runningSandboxes()).toEqual([]);
});

test.each([
  ['half a file', '{"endpoint":"http://127.0.0.1:4567","sta'],
  ['the file of a process that is dead', JSON.stringify({ ...SANDBOX, processId: NO_PROCESS })],
  [
    'an endpoint of elsewhere',
    JSON.stringify({ ...SANDBOX, endpoint: 'http://10.0.0.1', processId: process.pid }),
  ],
])('%s hides no sandbox that runs, and is none itself', (_, text) => {
  announceSandbox(SANDBOX);
  writeFileSync(join(directory, readdirSync(directory)[0] ?? '', '0.json'), text);

  expect(runningSandboxes().map(({ endpoint }) => endpoint)).toEqual([SANDBOX.endpoint]);
});
