import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Tried } from './instrument.ts';
import { digestOf, isStale, type Kept, readKept, writeKept } from './kept.ts';

/**
 * `npm run mutation` tries the mutants of the files that changed since they were tried, or whose tests did; with paths
 * as arguments, those of these files. It keeps how many were killed in kept.json, and fails where it is less than
 * 90 % of a folder's.
 */
const ENOUGH = 0.9;
/** What is held to it. */
const HELD = ['core/**/*.ts', 'functions/{lease,outcome,recovery,share}/*.ts'];
const wanted = process.argv.slice(2);
const files = globSync(HELD).sort();
const before = readKept();
const stale = files.filter((file) =>
  wanted.length === 0 ? isStale(file, before) : wanted.some((path) => file.startsWith(path)),
);

/** Core as a whole, whose tests take seconds; of functions a folder at a time, with the tests of that folder. */
const loads = Map.groupBy(stale, (file) => (file.startsWith('core/') ? 'core' : dirname(file)));
const tried = [...loads.values()].flatMap(tryMutants);
for (const { file, line, original, replacement } of tried.filter(({ killedBy }) => !killedBy))
  console.log(`${file}:${line} survives: ${onOneLine(original)} -> ${onOneLine(replacement)}`);
// Somebody may have tried others meanwhile.
const kept = readKept();
const all = Object.fromEntries(
  files.flatMap((file) => {
    const counts = stale.includes(file) ? countsOf(file) : kept[file];
    return counts ? [[file, counts] as const] : [];
  }),
);
writeKept(all);

const folders = Map.groupBy(Object.entries(all), ([file]) => file.slice(0, file.lastIndexOf('/')));
for (const [folder, entries] of folders) {
  const [mutants, killed] = (['mutants', 'killed'] as const).map((of) =>
    entries.reduce((sum, [, counts]) => sum + counts[of], 0),
  ) as [number, number];
  if (mutants === 0) continue;
  const isEnough = killed >= ENOUGH * mutants;
  if (!isEnough) process.exitCode = 1;
  const share = `${((100 * killed) / mutants).toFixed(1)} %`;
  console.log(`${folder}: ${killed} of ${mutants} killed, ${share}${isEnough ? '' : ': too few'}`);
}

function tryMutants(of: readonly string[]): readonly Tried[] {
  const directory = mkdtempSync(join(tmpdir(), 'foliocast-mutation-'));
  const triedFile = join(directory, 'tried.json');
  const { status } = spawnSync('npx', ['vitest', 'run', '--config', 'vitest.mutation.config.ts'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, MUTATED_FILES: of.join(','), TRIED_FILE: triedFile },
  });
  if (status !== 0) process.exit(status ?? 1);
  const found = JSON.parse(readFileSync(triedFile, 'utf8')) as readonly Tried[];
  rmSync(directory, { recursive: true, force: true });
  return found;
}

function countsOf(file: string): Kept {
  const own = tried.filter((one) => one.file === file);
  const killed = own.filter(({ killedBy }) => killedBy !== undefined);
  const killedBy = [...new Set(killed.map((one) => one.killedBy as string))].sort();
  return { digest: digestOf(file, killedBy), mutants: own.length, killed: killed.length, killedBy };
}

function onOneLine(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}
