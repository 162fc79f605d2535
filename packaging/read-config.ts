import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { type Config, parseConfig } from '../core/config/config.ts';
import { describeProblem } from '../core/problem.ts';

/** config.yml, or the file that FOLIOCAST_CONFIG names: an operator of several stages has one for each. */
export function configPath(): string {
  const { FOLIOCAST_CONFIG } = process.env;
  return FOLIOCAST_CONFIG ? resolve(FOLIOCAST_CONFIG) : join(import.meta.dirname, '../config.yml');
}

/** Reads and checks config.yml; its one error names every field that is wrong, a line each. */
export async function readConfig(path: string): Promise<Config> {
  const document = parseDocument(await readFile(path, 'utf8'));
  const [mistake] = document.errors;
  if (mistake) throw new Error(`config.yml is not YAML: ${mistake.message}`);
  const parsed = parseConfig(document.toJS());
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map((problem) => `config.yml: ${describeProblem(problem)}`).join('\n'));
}
