import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { runHere } from '../run-cli.ts';

/** Where no sandbox of this machine is found. */
const directory = mkdtempSync(join(tmpdir(), 'foliocast-connect-'));
const NAMES = ['AWS_ENDPOINT_URL', 'AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCESS_KEY_ID'];

beforeEach(() => {
  vi.stubEnv('TMPDIR', directory);
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  for (const name of NAMES) vi.stubEnv(name, '');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

test('a variable that is set to nothing is not set, and calls keep to the rate that AWS takes', async () => {
  expect(await runHere('show')).toMatchObject({
    status: 1,
    err: expect.stringMatching(/^No Region is named\./),
  });
  expect(process.env.AWS_RETRY_MODE).toBe('adaptive');
});

test('what is no URL is named as it was given', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'nonsense');

  const byVariable = await runHere('show');
  const byOption = await runHere('show', '--endpoint-url', 'nonsense');

  expect(byVariable).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^AWS_ENDPOINT_URL is "nonsense": /),
  });
  expect(byOption).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^--endpoint-url is "nonsense": /),
  });
});
