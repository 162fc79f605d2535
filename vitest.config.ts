import { defineConfig } from 'vitest/config';

const LAST = 'test/after-all/**/*.test.ts';

export default defineConfig({
  test: {
    globalSetup: ['test/package-once.ts'],
    reporters: ['default', './test/tally-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Workflow tests drive real processes on machines shared with others; a test that needed it is named at the end.
    retry: process.env.CI ? 1 : 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['{test,sandbox/test}/**/*.test.ts'],
          exclude: [LAST],
          sequence: { groupOrder: 1 },
        },
      },
      // Looks at what all the others did, so it runs when they have.
      { extends: true, test: { name: 'after all', include: [LAST], sequence: { groupOrder: 2 } } },
    ],
  },
});
