import { join, resolve } from 'node:path';
import { writePackage } from './kept-package.ts';
import { type PackagingOptions, runPackager } from './package-service.ts';

const FORWARDER = resolve(import.meta.dirname, '../forwarder');

/** Writes the second stack, which sends events about accounts from the management account's default bus. */
export async function packageForwarder({
  outputDirectory = join(FORWARDER, '.serverless'),
  serverlessArguments = [],
}: Omit<PackagingOptions, 'configFile'> = {}): Promise<string> {
  await writePackage(outputDirectory, ['forwarder', serverlessArguments], (folder) =>
    runPackager(FORWARDER, folder, serverlessArguments),
  );
  return outputDirectory;
}
