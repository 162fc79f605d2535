import { defineConfig } from 'vitest/config';

/**
 * Tests that judge mutants of core/principals. Left out: the clock, since instrumented code is slower, and the
 * long property-based test, which would run for each survivor.
 */
export default defineConfig({
  test: {
    include: ['test/core/principals/**/*.test.ts'],
    exclude: ['**/matching-time.test.ts', '**/risk-monotonic.test.ts'],
  },
});
