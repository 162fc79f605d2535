import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { expect, vi } from 'vitest';
import { nameOf } from '../../cli/command/command.ts';
import { COMMANDS } from '../../cli/commands/commands.ts';
import { runFoliocast } from '../../cli/run-command.ts';

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
    checkJson(args, stdout);
    return { status: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    // Without a status it was killed, by the bound above or by somebody: nothing that it printed is its answer.
    if (typeof code !== 'number') throw error;
    checkJson(args, stdout);
    return { status: code, out: stdout, err: stderr };
  }
}

/** The same in this process, which is quicker: for what connects to nothing. */
export async function runHere(...args: readonly string[]): Promise<CliResult> {
  const [out, err]: [string[], string[]] = [[], []];
  vi.spyOn(console, 'log').mockImplementation((text) => void out.push(`${text}\n`));
  vi.spyOn(console, 'error').mockImplementation((text) => void err.push(`${text}\n`));
  const status = await runFoliocast(args).finally(() => vi.restoreAllMocks());
  checkJson(args, out.join(''));
  return { status, out: out.join(''), err: err.join('') };
}

/** What a command prints with --json is as docs/commands.md says, whenever a test has it printed. */
function checkJson(args: readonly string[], out: string): void {
  const shape = COMMANDS.find((command) => nameOf(command) === args[0])?.json;
  if (!shape || !args.includes('--json') || out === '' || args.includes('--help')) return;
  const { issues = [] } = v.safeParse(shape, JSON.parse(out));
  const wrong = issues.flatMap(({ issues: inner, ...issue }) => inner ?? [issue]);
  expect(wrong.map((one) => `${args.join(' ')}, ${v.getDotPath(one)}: ${one.message}`)).toEqual([]);
}
