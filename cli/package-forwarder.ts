import { join, resolve } from 'node:path';
import { type PackagingOptions, runPackager } from './package.ts';

const FORWARDER = resolve(import.meta.dirname, '../forwarder');

/** Writes the second stack, which sends events about accounts from the management account's default bus. */
export async function packageForwarder({
  outputDirectory = join(FORWARDER, '.serverless'),
  serverlessArguments = [],
}: Omit<PackagingOptions, 'configFile'> = {}): Promise<string> {
  await runPackager(FORWARDER, outputDirectory, serverlessArguments);
  return outputDirectory;
}
