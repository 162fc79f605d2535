import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with one line that any machine can read: `N passed, N failed, N skipped`. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tally = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) tally.failed += 1;
      for (const test of module.children.allTests()) {
        tally[test.result().state] += 1;
        // What CI tries once more is a race all the same, in the test or in what it tests.
        if (test.diagnostic()?.flaky) console.log(`Passed only when tried again: ${test.fullName}`);
      }
    }
    const skipped = tally.skipped + tally.pending;
    // After vitest's own summary, which the default reporter prints at the same moment.
    process.once('exit', () => {
      console.log(
        `${tally.passed} passed, ${tally.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
      );
    });
  }
}
