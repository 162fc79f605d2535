import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Which folder may import which. A newcomer knows from a file's folder what it may touch. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  events: ['core', 'events'],
  aws: ['core', 'events', 'aws'],
  packaging: ['core', 'packaging'],
  functions: ['core', 'events', 'aws', 'functions'],
  sandbox: ['sandbox'],
  cli: ['core', 'events', 'aws', 'packaging', 'sandbox', 'cli'],
};

/** Every source file of those folders. */
export const files = Object.keys(MAY_IMPORT).flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs|cjs)$/.test(file))
    .map((file) => join(folder, file)),
);

/** Relative imports of a file, as paths from the project's root. */
export function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'|require\('(\.[^']+)'\)/g)].map(
    ([, imported, required]) => normalize(join(dirname(file), imported ?? required ?? '')),
  );
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Which of those folders imports which; tests of the sandbox are left out. */
export function arrowsBetweenFolders(): Arrow[] {
  const names = Object.keys(MAY_IMPORT);
  return names.flatMap((from) => {
    const own = files.filter((file) => file.startsWith(`${from}/`) && !file.startsWith('sandbox/test/'));
    const targets = new Set(own.flatMap(importsOf).map((target) => target.split('/')[0] ?? ''));
    return names.filter((to) => to !== from && targets.has(to)).map((to) => ({ from, to }));
  });
}
