import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { Refusal } from '../refusal.ts';
import { parseScenario, type Scenario } from './scenario.ts';

/**
 * Reads a scenario from a file of YAML, of which JSON is a part.
 * @throws Refusal when it cannot be read or is wrong.
 */
export async function readScenario(path: string): Promise<Scenario> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`The scenario ${path} cannot be read: ${error.message}.`);
  });
  try {
    return parseScenario(parse(text) ?? {});
  } catch (error) {
    throw new Refusal(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}
