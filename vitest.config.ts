import { existsSync, globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longest-first.ts';
import { ONLY_PROVEN } from './test/only-proven.ts';
import { packagedConfig } from './test/packaged-config.ts';
import { size } from './test/size.ts';

const filesIn = (patterns: string[]) => globSync(patterns, { cwd: import.meta.dirname });
const says = (file: string, words: RegExp) => words.test(readFileSync(file, 'utf8'));
const isOnlyProven = (file: string) => ONLY_PROVEN.includes(file);
/** The others are the same in both tiers. */
const isLargerInProve = (file: string) => says(file, /size\.ts'|run-cells\.ts'|process\.env\.SIZE/);
const choosesHost = (file: string) => says(file, /functionHost: 'MEMORY'/);
const isInMemory = (file: string) => isOnlyProven(file) || isLargerInProve(file) || choosesHost(file);
/** Whoever names files gets them, whatever their tier: `npx vitest run test/workflow/alarms.test.ts`. */
const isWholeTier = process.argv.slice(3).every((argument) => argument.startsWith('-'));
const inThisTier = (patterns: string[]) =>
  filesIn(patterns).filter(
    (file) =>
      !isWholeTier || (size === 'quick' ? !isOnlyProven(file) : isOnlyProven(file) || isLargerInProve(file)),
  );

const gone = ONLY_PROVEN.filter((file) => !existsSync(`${import.meta.dirname}/${file}`));
if (gone.length > 0)
  throw new Error(`test/only-proven.ts names files that are not there: ${gone.join(', ')}`);

const LAST = 'test/after-all/**/*.test.ts';
/** Leave nothing behind in their process: they share a worker, which saves its start for each file. */
const TIDY = [
  '{test/{core,events,docs,functions,packaging},sandbox/test}/**/*.test.ts',
  'test/contract/!(bundles).test.ts',
];
const WORKFLOW = ['test/workflow/**/*.test.ts'];
const FIRST = { groupOrder: 1 };

export default defineConfig({
  plugins: [packagedConfig],
  test: {
    globalSetup: ['test/package-once.ts'],
    reporters: ['default', './test/tally-reporter.ts'],
    testTimeout: 120_000,
    // A set-up may wait for its turn to package (two minutes) and package (two more): those bounds speak first.
    hookTimeout: 300_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'tidy', include: inThisTier(TIDY), isolate: false, sequence: FIRST } },
      {
        extends: true,
        test: {
          name: 'workflow',
          // The second tier asks which transitions are taken: what takes them in memory alone runs there, too.
          include: size === 'quick' ? inThisTier(WORKFLOW) : filesIn(WORKFLOW).filter(isInMemory),
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
          exclude: [...TIDY, ...WORKFLOW, LAST],
          sequence: FIRST,
          provide: { functionHost: 'MEMORY' },
        },
      },
      // What the first tier runs in memory.
      {
        extends: true,
        test: {
          name: 'workflow in processes',
          include: size === 'quick' ? [] : filesIn(WORKFLOW).filter((file) => !isInMemory(file)),
          sequence: FIRST,
          provide: { functionHost: 'PROCESSES' },
        },
      },
      // Looks at what all the others did, so it runs when they have.
      {
        extends: true,
        test: {
          name: 'after all',
          include: size === 'quick' && isWholeTier ? [] : [LAST],
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
