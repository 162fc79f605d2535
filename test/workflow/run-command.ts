import { type CliResult, runCli } from '../cli/run-cli.ts';
import type { Service } from './start-service.ts';

/** Runs `foliocast` as a person would, against the sandbox of a service. */
export function runCommand({ sandbox }: Service, ...args: readonly string[]): Promise<CliResult> {
  return runCli(...args, '--endpoint-url', sandbox.endpoint);
}
