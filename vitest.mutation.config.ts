import { defineConfig } from 'vitest/config';

/**
 * Tests that judge mutants of core. Left out: the clock, since instrumented code is slower, and long property-based
 * tests, which would run for each survivor.
 */
export default defineConfig({
  test: {
    include: ['test/core/**/*.test.ts'],
    exclude: [
      '**/{matching-time,risk-monotonic,thousand-names,judged-change,reach-in-simulator,authority-is-reach}.test.ts',
    ],
    testTimeout: 60_000,
    // They leave nothing behind. With a worker for each file, a mutant takes ten times as long.
    isolate: false,
  },
});
