import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { runFoliocast } from '../../cli/foliocast.ts';

export interface CliResult {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `foliocast` as a reader would, in an environment that holds nothing of this machine's AWS configuration. */
export function runCli(...args: readonly string[]): Promise<CliResult> {
  return runCliAnswering('', ...args);
}

/** The same, with what the reader types. */
export async function runCliAnswering(input: string, ...args: readonly string[]): Promise<CliResult> {
  const env = {
    PATH: process.env.PATH,
    TMPDIR: process.env.TMPDIR,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const script = ['cli/foliocast.mjs', ...args];
  try {
    const running = promisify(execFile)(process.execPath, script, { env, timeout: 110_000 });
    running.child.stdin?.end(input);
    const { stdout, stderr } = await running;
    return { status: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    // Without a status it was killed, by the bound above or by somebody: nothing that it printed is its answer.
    if (typeof code !== 'number') throw error;
    return { status: code, out: stdout, err: stderr };
  }
}

/** The same in this process, which is quicker: for what connects to nothing. */
export async function runHere(...args: readonly string[]): Promise<CliResult> {
  const [out, err]: [string[], string[]] = [[], []];
  vi.spyOn(console, 'log').mockImplementation((text) => void out.push(`${text}\n`));
  vi.spyOn(console, 'error').mockImplementation((text) => void err.push(`${text}\n`));
  const status = await runFoliocast(args).finally(() => vi.restoreAllMocks());
  return { status, out: out.join(''), err: err.join('') };
}
