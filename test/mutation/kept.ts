import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What is kept of a file whose mutants were tried. */
export interface Kept {
  /** Of the file and of the tests that killed its mutants. */
  readonly digest: string;
  readonly mutants: number;
  readonly killed: number;
  /** Below `test/`, sorted: where neither the file nor these changed, its mutants fare as they did. */
  readonly killedBy: readonly string[];
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
  const one = kept[file];
  return one?.digest !== digestOf(file, one?.killedBy ?? []);
}

export function digestOf(file: string, killedBy: readonly string[]): string {
  const digest = createHash('sha256').update(readFileSync(file));
  // A test that is gone counts as one that changed.
  for (const test of killedBy)
    digest.update(existsSync(`test/${test}`) ? readFileSync(`test/${test}`) : 'gone');
  return digest.digest('hex').slice(0, 16);
}
