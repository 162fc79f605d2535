import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What is kept of a file whose mutants were tried. */
export interface Kept {
  readonly digest: string;
  readonly mutants: number;
  readonly killed: number;
}

const KEPT = 'test/mutation/kept.json';

export function readKept(): Readonly<Record<string, Kept>> {
  return existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : {};
}

/** A line for each file. */
export function writeKept(kept: Readonly<Record<string, Kept>>): void {
  const lines = Object.entries(kept).map(([file, one]) => `${JSON.stringify(file)}: ${JSON.stringify(one)}`);
  writeFileSync(KEPT, `{\n${lines.join(',\n')}\n}\n`);
}

export function isStale(file: string, kept: Readonly<Record<string, Kept>>): boolean {
  return kept[file]?.digest !== digestOf(file);
}

/** Of the file and of the tests of its folder: where neither changed, its mutants fare as they did. */
export function digestOf(file: string): string {
  const digest = createHash('sha256').update(readFileSync(file));
  for (const test of globSync(`test/${dirname(file)}/*.ts`).sort()) digest.update(readFileSync(test));
  return digest.digest('hex').slice(0, 16);
}
