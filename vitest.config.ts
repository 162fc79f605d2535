import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longest-first.ts';
import { size } from './test/size.ts';

const LAST = 'test/after-all/**/*.test.ts';
/** Read no environment and start nothing: they share a worker, which saves its start for each file. */
const PURE = [
  'test/{core,events,docs}/**/*.test.ts',
  'sandbox/test/{service-catalog,organizations,wire,bus,template}/**/*.test.ts',
];
const WORKFLOW = 'test/workflow/**/*.test.ts';
/** A few requests prove nothing that the fault matrix does not: they run at their full size, or not. */
const NOT_QUICK = size === 'quick' ? ['test/chaos/**'] : [];
const FIRST = { groupOrder: 1 };

export default defineConfig({
  test: {
    globalSetup: ['test/package-once.ts'],
    reporters: ['default', './test/tally-reporter.ts'],
    testTimeout: 120_000,
    // A set-up may wait for its turn to package (two minutes) and package (two more): those bounds speak first.
    hookTimeout: 300_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false, sequence: FIRST } },
      {
        extends: true,
        test: {
          name: 'workflow',
          include: [WORKFLOW],
          isolate: false,
          sequence: FIRST,
          provide: { functionHost: 'MEMORY' },
        },
      },
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['{test,sandbox/test}/**/*.test.ts'],
          exclude: [...PURE, WORKFLOW, LAST, ...NOT_QUICK],
          sequence: FIRST,
          provide: { functionHost: 'MEMORY' },
        },
      },
      ...(size === 'quick'
        ? []
        : [
            {
              extends: true as const,
              test: {
                name: 'workflow in processes',
                include: [WORKFLOW],
                sequence: FIRST,
                provide: { functionHost: 'PROCESSES' as const },
              },
            },
          ]),
      // Looks at what all the others did, so it runs when they have.
      { extends: true, test: { name: 'after all', include: [LAST], sequence: { groupOrder: 2 } } },
    ],
  },
});
