import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { instrument } from './test/mutation/instrument.ts';

const root = import.meta.dirname;
const { mutants, sources } = await instrument((process.env.MUTATED_FILES ?? '').split(','));

const IN_TESTS: Readonly<Record<string, string>> = {
  vitest: `${root}/test/mutation/collected-tests.ts`,
  'fast-check': `${root}/test/mutation/few-examples.ts`,
};

/** For test/mutation/mutation.ts: all mutants are loaded at once, and the tests of core with a vitest that keeps them. */
export default defineConfig({
  plugins: [
    {
      name: 'mutants',
      enforce: 'pre',
      resolveId: (source, importer) =>
        importer?.startsWith(`${root}/test/core/`) ? IN_TESTS[source] : undefined,
      load: (id) => sources.get(relative(root, id)),
    },
  ],
  test: {
    include: ['test/mutation/try-mutants.ts'],
    fsModuleCache: false, // it would answer with the mutants of another run
    testTimeout: 1_800_000,
    provide: { mutants, triedFile: process.env.TRIED_FILE ?? '' },
  },
});
