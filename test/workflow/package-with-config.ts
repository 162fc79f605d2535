import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import { packageService } from '../../packaging/package-service.ts';

/** Packages the service with another config.yml, once for all tests of a run that want the same; answers where it is. */
export async function packageWithConfig(
  path: string,
  serverlessArguments: readonly string[] = [],
): Promise<string> {
  const configFile = resolve(import.meta.dirname, path);
  const name = createHash('sha256')
    .update(readFileSync(configFile))
    .update(serverlessArguments.join())
    .digest('hex')
    .slice(0, 16);
  // Below the package of all tests, which is removed after them.
  const folder = join(inject('packageDirectory'), 'with-config');
  const outputDirectory = join(folder, name);
  await mkdir(folder, { recursive: true });
  await packageService({ outputDirectory, configFile, serverlessArguments });
  return outputDirectory;
}
