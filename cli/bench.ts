import { parseArgs } from 'node:util';
import { Refusal } from '../sandbox/wire/refusal.ts';
import { type ContentionFlags, runContention } from './bench/contention.ts';

const USAGE =
  'npm run bench -- contention [--requests 200] [--seconds 60] [--seed 1] [--package DIRECTORY] [--json]';

/** Measures; each benchmark prints a table for people, or with --json one object for machines. */
export async function runBench(args: readonly string[]): Promise<void> {
  try {
    const { name, flags } = readFlags(args);
    if (name !== 'contention') {
      throw new Refusal(`The benchmark is ${name || 'missing'}: expected contention. Expected: ${USAGE}`);
    }
    for (const line of await runContention(flags)) console.log(line);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

function readFlags(args: readonly string[]): { name: string; flags: ContentionFlags } {
  const { values, positionals } = parse(args);
  return {
    name: positionals[0] ?? '',
    flags: {
      requests: wholeNumber('--requests', values.requests ?? '200', 1_000),
      seconds: wholeNumber('--seconds', values.seconds ?? '60', 3_600),
      seed: wholeNumber('--seed', values.seed ?? '1', 1_000_000),
      json: values.json ?? false,
      packageDirectory: values.package,
    },
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const json = { type: 'boolean' } as const;
  const options = { requests: text, seconds: text, seed: text, package: text, json } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error} Expected: ${USAGE}`);
  }
}

function wholeNumber(flag: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Refusal(`${flag} is ${text}: expected a whole number from 1 to ${most}.`);
}
