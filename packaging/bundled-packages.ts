import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

export interface BundledPackage {
  /** E.g. `node_modules/valibot`, as package-lock.json names it. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
}

/** The packages that are really in the bundles, for the bill of materials: npm's tree has many more. */
export async function bundledPackages(
  project: string,
  { outputs }: Pick<Metafile, 'outputs'>,
): Promise<BundledPackage[]> {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([input]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  const packages = [...new Set(folders)].sort().map(async (path) => {
    const { name, version } = JSON.parse(await readFile(join(project, path, 'package.json'), 'utf8'));
    return { path, name, version };
  });
  return Promise.all(packages);
}
