import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseConfig } from '../core/config/config.ts';
import type { Config } from '../core/config/config-schema.ts';
import { describeProblem } from '../core/problem.ts';
import { readYaml } from './read-yaml.ts';

/** config.yml, or the file that FOLIOCAST_CONFIG names: an operator of several stages has one for each. */
export function configPath(): string {
  const { FOLIOCAST_CONFIG } = process.env;
  return FOLIOCAST_CONFIG ? resolve(FOLIOCAST_CONFIG) : join(import.meta.dirname, '../config.yml');
}

/** Reads and checks config.yml; its one error names the file, and every field that is wrong, a line each. */
export async function readConfig(path: string): Promise<Config> {
  const name = nameOf(path);
  const read = readYaml(await readFile(path, 'utf8'));
  if ('problem' in read) throw new Error(`${name} ${read.problem}`);
  const [mistake] = read.document.errors;
  if (mistake) throw new Error(`${name} is not YAML: ${mistake.message}`);
  const parsed = parseConfig(read.value);
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map((problem) => `${name}: ${describeProblem(problem)}`).join('\n'));
}

/** The file that was read is the file that is named. */
function nameOf(path: string): string {
  const ours = join(import.meta.dirname, '../config.yml');
  return path === ours ? 'config.yml' : path;
}
