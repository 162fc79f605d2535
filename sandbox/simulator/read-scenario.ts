import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { Refusal } from '../wire/refusal.ts';
import { defaultScenario } from './default-scenario.ts';
import { parseScenario, type Scenario } from './scenario.ts';

/**
 * Reads a scenario from a file of YAML, of which JSON is a part. A file that says nothing of what there is, only what
 * goes wrong, say, is about the small organization that there is without a file.
 * @throws Refusal when it cannot be read or is wrong.
 */
export async function readScenario(path: string): Promise<Scenario> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`The scenario ${path} cannot be read: ${error.message}.`);
  });
  const input = withOrganization(parseYaml(path, text));
  try {
    return parseScenario(input);
  } catch (error) {
    throw new Refusal(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}

function parseYaml(path: string, text: string): unknown {
  try {
    return parse(text) ?? {};
  } catch (error) {
    // Below its first line it draws the place.
    const [sentence] = String(error instanceof Error ? error.message : error).split('\n');
    throw new Refusal(`${path} is no YAML: ${sentence}`, { cause: error });
  }
}

function withOrganization(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  if ('organization' in input || 'portfolios' in input) return input;
  const { organization, portfolios } = defaultScenario;
  return { organization, portfolios, ...input };
}
