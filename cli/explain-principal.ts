import { join, resolve } from 'node:path';
import { readConfig } from '../packaging/read-config.ts';
import { explain } from './explain-principal/explanation.ts';
import { printExplanation } from './explain-principal/print-explanation.ts';
import { readOptions, USAGE } from './explain-principal/read-options.ts';

const CONFIG = join(resolve(import.meta.dirname, '..'), 'config.yml');

export interface CommandResult {
  /** 0 allowed or to be approved, 1 refused, 2 asked wrongly. */
  readonly exitCode: 0 | 1 | 2;
  readonly out?: string;
  readonly err?: string;
}

/** The command `explain-principal`: what Foliocast would make of one principal, by the policy of config.yml. */
export async function explainPrincipal(args: readonly string[], configPath = CONFIG): Promise<CommandResult> {
  const read = readOptions(args);
  if ('help' in read) return { exitCode: 0, out: USAGE };
  if ('problem' in read)
    return {
      exitCode: 2,
      err: `${read.problem}\nThe flags are listed by: npm run explain-principal -- --help`,
    };
  const config = await readConfig(configPath).catch((error: Error) => error);
  if (config instanceof Error) return { exitCode: 2, err: config.message };
  const explanation = explain(read, config.principals);
  const isRefused = explanation.verdict === 'INVALID' || explanation.verdict === 'REFUSE';
  const out = read.json ? JSON.stringify(explanation, null, 2) : printExplanation(explanation);
  return { exitCode: isRefused ? 1 : 0, out };
}
