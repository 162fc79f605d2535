import { readFileSync } from 'node:fs';
import { Instrumenter } from '@stryker-mutator/instrumenter';

export interface Mutant {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
}

export interface Tried extends Mutant {
  /** The file of the test that failed, below `test/`; none where the mutant survives. */
  readonly killedBy: string | undefined;
}

export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** Source that holds all mutants; Stryker's global switch says which is active. */
  readonly sources: ReadonlyMap<string, string>;
}

const silent = new Proxy({}, { get: () => () => false }) as never;

/** Stryker's mutants of files, in one source for each. */
export async function instrument(files: readonly string[]): Promise<Instrumented> {
  const contents = new Map(files.map((name) => [name, readFileSync(name, 'utf8')]));
  const { files: written, mutants } = await new Instrumenter(silent).instrument(
    files.map((name) => ({ name, content: contents.get(name) as string, mutate: true })),
    { ignorers: [], excludedMutations: [], plugins: null },
  );
  return {
    mutants: mutants.map(({ id, fileName, mutatorName, replacement, location: { start, end } }) => ({
      id,
      file: fileName,
      line: start.line + 1,
      mutator: mutatorName,
      original: between(contents.get(fileName) as string, start, end),
      replacement,
    })),
    sources: new Map(written.map(({ name, content }) => [name, content])),
  };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function between(text: string, start: Position, end: Position): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  lines[lines.length - 1] = (lines.at(-1) ?? '').slice(0, end.column);
  return lines.join('\n').slice(start.column);
}
