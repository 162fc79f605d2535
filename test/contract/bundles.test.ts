import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { packagedFunctions } from './packaged-service.ts';

/** Decimal kilobytes of the gzipped bundle: every one is start-up time. */
const MOST_WITH_ONE_CLIENT = 77_500;
const MOST_WITH_ANY = 102_500;

/** By Node itself: the test runner would transform 600 KB first. */
const load = createRequire(import.meta.url);

const directory = mkdtempSync(join(tmpdir(), 'foliocast-bundle-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe.each(packagedFunctions())('the bundle of $key', ({ key, bundle }) => {
  test('is small enough to start fast', () => {
    const clients = [...bundle.matchAll(/serviceId\?\?"([^"]+)"/g)].map(([, name]) => name);

    const bytes = gzipSync(bundle, { level: 9 }).length;

    expect(bytes, clients.join()).toBeLessThanOrEqual(
      clients.length > 1 ? MOST_WITH_ANY : MOST_WITH_ONE_CLIENT,
    );
  });

  test('needs no module but what is in it', async () => {
    const path = join(directory, `${key}.mjs`);
    writeFileSync(path, bundle);

    const module = load(path);

    expect(module.handler).toBeTypeOf('function');
  });
});

test('a function that may read a whole organization has the time for it', () => {
  const reading = packagedFunctions().filter(({ bundle }) => bundle.includes('ListAccounts did not end'));
  const inHaste = reading.filter(({ timeoutSeconds }) => timeoutSeconds < 600).map(({ key }) => key);

  // These read 25 pages at most.
  expect(inHaste.sort()).toEqual(['planShare', 'tryRequest', 'validatePrincipals']);
});

test('the clients of a bundle are recognised', () => {
  const withLedger = packagedFunctions().filter(({ bundle }) => bundle.includes('serviceId??"DynamoDB"'));

  expect(withLedger.length).toBeGreaterThan(5);
});

test('an error keeps its name through the minifier, since Step Functions compares names', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('LEDGER_TABLE', 'nowhere');
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  const bundle = packagedFunctions().find(({ key }) => key === 'decideOutcome')?.bundle ?? '';
  const path = join(directory, 'named.mjs');
  writeFileSync(path, bundle);
  const { handler } = load(path);

  const context = { getRemainingTimeInMillis: () => 20_000 };
  const error = await handler({ requestKey: 'req-1', requestId: '1' }, context).catch(
    (thrown: unknown) => thrown,
  );

  expect(error.constructor.name).not.toBe('FoliocastError');
  expect(error.name).toBe('LedgerUnavailable');
});
