import { inject, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { SandboxOptions } from '../../../sandbox/sandbox-options.ts';

/** A sandbox whose table is the ledger of modules of `aws/ledger` that are imported from now on. */
export async function startLedger(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ packageDirectory: inject('packageDirectory'), ...options });
  vi.stubEnv('AWS_ENDPOINT_URL', sandbox.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('LEDGER_TABLE', 'foliocast-dev-ledger');
  return sandbox;
}
