import { spawn } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { size } from '../../size.ts';

/** Each packages the service and waits for its turn to do so. */
vi.setConfig({ testTimeout: 150_000 });

/** Runs `npm start -- --example NAME` as a reader would, who types `input`. */
async function runExample(
  name: string,
  input = '',
): Promise<{ status: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['cli/foliocast.mjs', 'start', '--example', name, '--speed', '600']);
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  child.stdin.end(input);
  const status = await new Promise<number | null>((ended) => child.once('close', ended));
  return { status, out, err };
}

test.skipIf(size === 'quick')('the example of vending has three events and one request', async () => {
  const { status, out } = await runExample('vending');

  expect(out).toContain('3 events, 1 request.');
  expect(out).toContain('"listed": true');
  expect(status).toBe(0);
});

test('the example of an approval shows the findings, and goes on after a yes', async () => {
  const { status, out, err } = await runExample('approval', 'what?\ny\n');

  expect(out).toContain('unguarded-wildcard');
  expect(err.match(/Approve\?/g)).toHaveLength(1);
  expect(err).toContain('"what?" is no answer');
  expect(out).toContain('\nPortfolioShareCompleted\n');
  expect(status).toBe(0);
});

// The first tier has one that asks; each starts the service in processes.
test.skipIf(size === 'quick')('if nobody answers, nothing is sent', async () => {
  const { status, out, err } = await runExample('approval');

  expect(err).toContain('Nobody answered, so nothing was sent');
  expect(out).not.toContain('PortfolioShareApprovalDecided');
  expect(status).toBe(2);
});
