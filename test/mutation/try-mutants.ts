import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inject, test } from 'vitest';
import { type CollectedTest, collected, collectFrom } from './collected-tests.ts';
import type { Mutant, Tried } from './instrument.ts';

declare global {
  interface ImportMeta {
    /** Vite's: a function for each module, which loads it. */
    glob(patterns: readonly string[]): Readonly<Record<string, () => Promise<unknown>>>;
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly mutants: readonly Mutant[];
    /** `core`, or a folder of functions: whose tests are called. */
    readonly testedBy: string;
    /** Where what was tried is written. */
    readonly triedFile: string;
  }
}

/** All but the clock, since instrumented code is slower, and property-based tests of many seconds. */
const OF_CORE = import.meta.glob([
  '../core/**/*.test.ts',
  '!../core/**/{pairs-of-settings,matching-time,risk-monotonic,thousand-names,judged-change,reach-in-simulator,authority-is-reach}.test.ts',
]);

const OF_FUNCTIONS = import.meta.glob([
  '../functions/**/*.test.ts',
  '!../functions/lease/lease-interleavings.test.ts',
]);

/** What Stryker's instrumented sources look at. */
interface Switch {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: {
    readonly static: Record<string, number>;
    readonly perTest: Record<string, Record<string, number>>;
  };
}

/** A mutant that goes round so many times as often as the code does not end. */
const HIT_LIMIT = 100;
const sources = globalThis as { __stryker__?: Switch };
sources.__stryker__ ??= {};
const mutation: Switch = sources.__stryker__;

test('tries each mutant with the tests that come by it', async () => {
  for (const [path, load] of Object.entries({ ...OF_CORE, ...OF_FUNCTIONS })) {
    const file = path.slice('../'.length);
    if (!file.startsWith(`${inject('testedBy')}/`)) continue;
    collectFrom(file);
    await load();
  }
  const covering = await testsByMutant();

  const tried: Tried[] = [];
  for (const mutant of inject('mutants')) {
    const tests = ownFirst(mutant.file, covering.get(mutant.id) ?? []);
    if (tests.length === 0 && mutation.mutantCoverage?.static[mutant.id]) continue;
    tried.push({ ...mutant, killedBy: await killerOf(mutant.id, tests) });
  }

  writeFileSync(inject('triedFile'), JSON.stringify(tried));
  await testsByMutant(); // a mutant has left nothing behind
});

/** The quickest first. A mutant that only the loading of a module comes by has none. */
async function testsByMutant(): Promise<ReadonlyMap<string, readonly CollectedTest[]>> {
  const took = new Map<CollectedTest, number>();
  for (const [index, one] of collected.entries()) {
    mutation.currentTestId = String(index);
    const before = performance.now();
    try {
      await one.run();
    } catch (cause) {
      throw new Error(`fails without any mutant: ${one.name}`, { cause });
    }
    took.set(one, performance.now() - before);
  }
  mutation.currentTestId = undefined;
  const byMutant = new Map<string, CollectedTest[]>();
  for (const [index, hits] of Object.entries(mutation.mutantCoverage?.perTest ?? {}))
    for (const id of Object.keys(hits))
      byMutant.set(id, [...(byMutant.get(id) ?? []), collected[Number(index)] as CollectedTest]);
  const quickestFirst = (tests: CollectedTest[]) =>
    tests.sort((one, other) => (took.get(one) ?? 0) - (took.get(other) ?? 0));
  return new Map([...byMutant].map(([id, tests]) => [id, quickestFirst(tests)]));
}

/** Tests of the file's folder before those of others: what is kept of a file hangs on few tests. */
function ownFirst(file: string, tests: readonly CollectedTest[]): readonly CollectedTest[] {
  const isOwn = (one: CollectedTest) => dirname(one.file) === dirname(file);
  return [...tests.filter(isOwn), ...tests.filter((one) => !isOwn(one))];
}

/** A mutant may wait for what never comes. */
const LONGEST_MS = 20_000;

async function within(ms: number, work: unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took more than ${ms} ms`)), ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The file of the first test that fails with it. */
async function killerOf(id: string, tests: readonly CollectedTest[]): Promise<string | undefined> {
  mutation.activeMutant = id;
  try {
    for (const one of tests) {
      mutation.hitCount = 0;
      mutation.hitLimit = HIT_LIMIT * (mutation.mutantCoverage?.perTest[collected.indexOf(one)]?.[id] ?? 1);
      try {
        await within(LONGEST_MS, one.run());
      } catch {
        return one.file;
      }
    }
    return undefined;
  } finally {
    mutation.activeMutant = undefined;
  }
}
