import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Config } from '../core/config/config-schema.ts';
import { type BundledPackage, bundledPackages } from './bundled-packages.ts';

const PROJECT = join(import.meta.dirname, '..');
/** As an operator keeps it: of any Node that AWS still supports in Lambda. */
const OLDEST_NODE = 'node20';

/** Commands that need the sources load nothing here; the file says that they live in a clone. */
const withoutClone: Plugin = {
  name: 'without-clone',
  setup(building) {
    building.onResolve({ filter: /^\.\.\/(start|sandbox|package|bench)\// }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, namespace: 'clone' } : undefined,
    );
    building.onLoad({ filter: /.*/, namespace: 'clone' }, () => ({ contents: 'export {};' }));
  },
};

/**
 * Writes the commands that need no clone as one JavaScript file, with the config.yml of the package. Node's own
 * modules are all that it imports. Answers which packages are in it.
 */
export async function writeOneFile(config: Config, path: string): Promise<BundledPackage[]> {
  const { version } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8'));
  await mkdir(dirname(path), { recursive: true });
  const { metafile } = await build({
    absWorkingDir: PROJECT,
    entryPoints: ['cli/main-one-file.ts'],
    outfile: path,
    bundle: true,
    metafile: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: OLDEST_NODE,
    mainFields: ['module', 'main'],
    define: {
      ONE_FILE: 'true',
      VERSION: JSON.stringify(version),
      PACKAGED_CONFIG: JSON.stringify(config),
    },
    // Some packages are CommonJS inside, and ask for Node's modules in its way.
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);",
    },
    plugins: [withoutClone],
    legalComments: 'none',
    logLevel: 'silent',
  });
  await chmod(path, 0o755);
  return bundledPackages(PROJECT, metafile);
}
