import { dirname, relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { instrument } from './test/mutation/instrument.ts';
import { packagedConfig } from './test/packaged-config.ts';

const root = import.meta.dirname;
const files = (process.env.MUTATED_FILES ?? '').split(',');
const { mutants, sources } = await instrument(files);
const testedBy = files[0]?.startsWith('core/') ? 'core' : dirname(files[0] ?? '');

const IN_TESTS: Readonly<Record<string, string>> = {
  vitest: `${root}/test/mutation/collected-tests.ts`,
  'fast-check': `${root}/test/mutation/few-examples.ts`,
};

/** For test/mutation/mutation.ts: all mutants are loaded at once, and their tests with a vitest that keeps them. */
export default defineConfig({
  plugins: [
    packagedConfig,
    {
      name: 'mutants',
      enforce: 'pre',
      resolveId: (source, importer) =>
        /\/test\/(core|functions)\//.test(importer ?? '') ? IN_TESTS[source] : undefined,
      load: (id) => sources.get(relative(root, id)),
    },
  ],
  test: {
    include: ['test/mutation/try-mutants.ts'],
    fsModuleCache: false, // it would answer with the mutants of another run
    testTimeout: 3_600_000,
    dangerouslyIgnoreUnhandledErrors: true, // a mutant may fail where nobody waits for it
    ...(testedBy !== 'core' && { globalSetup: ['test/package-once.ts'] }),
    provide: { mutants, testedBy, triedFile: process.env.TRIED_FILE ?? '' },
  },
});
