import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const PROJECT = join(import.meta.dirname, '../..');

/**
 * One command packages two stacks. Each takes the parameters that it knows. A parameter that neither knows goes to both,
 * which refuse it. The forwarder is packaged only if `busArn` is given.
 */
export function splitParameters(args: readonly string[]): {
  readonly service: readonly string[];
  readonly forwarder: readonly string[] | undefined;
} {
  const [ofService, ofForwarder] = ['serverless.yml', 'forwarder/serverless.yml'].map(namesIn);
  const service: string[] = [];
  const forwarder: string[] = [];
  for (const group of grouped(args)) {
    const name = /^--param[= ]([^=]*)=/.exec(group.join(' '))?.[1];
    const isOf = (names: readonly string[] = [], others: readonly string[] = []) =>
      name === undefined || names.includes(name) || !others.includes(name);
    if (isOf(ofService, ofForwarder)) service.push(...group);
    if (isOf(ofForwarder, ofService)) forwarder.push(...group);
  }
  return { service, forwarder: forwarder.join(' ').includes('busArn=') ? forwarder : undefined };
}

function namesIn(file: string): string[] {
  return Object.keys(parse(readFileSync(join(PROJECT, file), 'utf8'), { logLevel: 'silent' }).params.default);
}

/** `--param name=value` is one thing in two arguments. */
function grouped(args: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (const arg of args) {
    const last = groups.at(-1);
    if (last?.length === 1 && last[0] === '--param') last.push(arg);
    else groups.push([arg]);
  }
  return groups;
}
