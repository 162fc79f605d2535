import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageService } from '../../packaging/package-service.ts';

/** Packages the service with parameters of a landing zone, into a directory of its own. */
export async function packageLandingZone(
  params: Readonly<Record<string, string>>,
): Promise<{ directory: string; remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'foliocast-package-'));
  const serverlessArguments = Object.entries(params).map(([name, value]) => `--param=${name}=${value}`);
  await packageService({ outputDirectory: directory, serverlessArguments });
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
