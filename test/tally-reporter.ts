import type { Reporter, TestModule } from 'vitest/node';
import { size } from './size.ts';

const ONLY_PROVEN =
  'Only npm run prove holds: test/only-proven.ts, an eighth of the fault matrix, the workflow in processes, more seeds and sizes.';

/** Ends the run with one line that any machine can read: `N passed, N failed, N skipped`. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tally = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) tally.failed += 1;
      for (const test of module.children.allTests()) {
        tally[test.result().state] += 1;
      }
    }
    const skipped = tally.skipped + tally.pending;
    // After vitest's own summary, which the default reporter prints at the same moment.
    process.once('exit', () => {
      if (size === 'quick' && modules.length > 100) console.log(ONLY_PROVEN);
      console.log(
        `${tally.passed} passed, ${tally.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
      );
    });
  }
}
