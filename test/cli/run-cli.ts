import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface CliResult {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as npm would, in an environment that holds nothing of this machine's AWS configuration. */
export async function runCli(command: 'apply' | 'adopt', args: readonly string[]): Promise<CliResult> {
  const env = {
    PATH: process.env.PATH,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const script = [`cli/${command}.mjs`, ...args];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, script, { env, timeout: 110_000 });
    return { status: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    // Without a status it was killed, by the bound above or by somebody: nothing that it printed is its answer.
    if (typeof code !== 'number') throw error;
    return { status: code, out: stdout, err: stderr };
  }
}
