import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import { oneAtATime } from '../../cli/one-at-a-time.ts';
import { packageService } from '../../cli/package.ts';
import { templateFileName } from '../../sandbox/template/read-template.ts';

const LONGEST_WAIT_MS = 60_000;

/** Packages the service with another config.yml, once for all tests of a run that want the same; answers where it is. */
export async function packageWithConfig(path: string): Promise<string> {
  const configFile = resolve(import.meta.dirname, path);
  const name = createHash('sha256').update(readFileSync(configFile)).digest('hex').slice(0, 16);
  // Below the package of all tests, which is removed after them.
  const folder = join(inject('packageDirectory'), 'with-config');
  const outputDirectory = join(folder, name);
  await mkdir(folder, { recursive: true });
  await oneAtATime(`${outputDirectory}.lock`, LONGEST_WAIT_MS, async () => {
    if (existsSync(join(outputDirectory, templateFileName))) return;
    await packageService({ outputDirectory, configFile });
  });
  return outputDirectory;
}
