import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/package-once.ts'],
    reporters: ['default', './test/tally-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
