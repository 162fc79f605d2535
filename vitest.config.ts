import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longest-first.ts';
import { size } from './test/size.ts';

const filesIn = (patterns: string[]) => globSync(patterns, { cwd: import.meta.dirname });
const says = (file: string, words: RegExp) => words.test(readFileSync(file, 'utf8'));
/** The second tier runs the tests that look at SIZE: all others are the same in both. */
const looksAtSize = (file: string) => says(file, /size\.ts'|run-cells\.ts'|process\.env\.SIZE/);
const choosesHost = (file: string) => says(file, /functionHost: 'MEMORY'/);
const inThisTier = (patterns: string[]) =>
  size === 'quick' ? patterns : filesIn(patterns).filter(looksAtSize);

const LAST = 'test/after-all/**/*.test.ts';
/** Read no environment and start nothing: they share a worker, which saves its start for each file. */
const PURE = [
  'test/{core,events,docs}/**/*.test.ts',
  'sandbox/test/{service-catalog,organizations,wire,bus,template}/**/*.test.ts',
];
const WORKFLOW = ['test/workflow/**/*.test.ts'];
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
      { extends: true, test: { name: 'pure', include: inThisTier(PURE), isolate: false, sequence: FIRST } },
      {
        extends: true,
        test: {
          name: 'workflow',
          include: inThisTier(WORKFLOW),
          isolate: false,
          sequence: FIRST,
          provide: { functionHost: 'MEMORY' },
        },
      },
      {
        extends: true,
        test: {
          name: 'tests',
          include: inThisTier(['{test,sandbox/test}/**/*.test.ts']),
          exclude: [...PURE, ...WORKFLOW, LAST, ...NOT_QUICK],
          sequence: FIRST,
          provide: { functionHost: 'MEMORY' },
        },
      },
      size === 'quick'
        ? // Looks at what all the others did, so it runs when they have.
          { extends: true, test: { name: 'after all', include: [LAST], sequence: { groupOrder: 2 } } }
        : {
            extends: true,
            test: {
              name: 'workflow in processes',
              include: filesIn(WORKFLOW).filter((file) => !looksAtSize(file) && !choosesHost(file)),
              sequence: FIRST,
              provide: { functionHost: 'PROCESSES' },
            },
          },
    ],
  },
});
