import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packageService } from '../../cli/package.ts';

/** Packages the service with another config.yml; answers where it is. */
export async function packageWithConfig(configFile: string): Promise<string> {
  const outputDirectory = await mkdtemp(join(tmpdir(), 'foliocast-package-'));
  return packageService({ outputDirectory, configFile: resolve(import.meta.dirname, configFile) });
}
