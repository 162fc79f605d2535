import { createHash, randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { oneAtATime } from './one-at-a-time.ts';

const PROJECT = resolve(import.meta.dirname, '..');

const inBus = (name: string) => `sandbox/bus/${name}.ts`;

/** Everything that a package is made of; the lock files stand for node_modules. */
export const MADE_OF = [
  'serverless.yml',
  'forwarder/serverless.yml',
  'package.json',
  'package-lock.json',
  'node_modules/.package-lock.json',
  'tsconfig.json',
  'packaging',
  // What packaging holds rules against.
  ...['check-rule', 'event-pattern', 'event-fields', 'pattern-operators', 'cidr', 'wildcard'].map(inBus),
  ...['target-input', 'input-template', 'bus-event'].map(inBus),
  'sandbox/wire/refusal.ts',
  'sandbox/template/read-template.ts',
  'statemachines',
  'functions',
  'core',
  'aws',
  'events',
];

export const KEPT = join(PROJECT, 'node_modules/.cache/foliocast');
const NOTE = 'digests.json';
const KEPT_FOR_MS = 7 * 86_400_000;
export const PACKAGING_LOCK = '.packaging-lock';
/** Somebody else may be packaging. */
const LONGEST_WAIT_MS = 150_000;

/**
 * Writes a package into a folder: the one that was made before of the very same files and inputs, where it still
 * is as it was made, else a new one. Packages are kept by the digest of all that they are made of.
 */
export async function writePackage(
  folder: string,
  inputs: readonly unknown[],
  make: (folder: string) => Promise<unknown>,
): Promise<void> {
  const digests = await digestsOf(PROJECT, MADE_OF);
  const kept = join(KEPT, digest(JSON.stringify([process.version, inputs, digests])));
  if (!(await isAsMade(kept))) await keep(kept, make);
  await utimes(kept, new Date(), new Date());
  await mkdir(dirname(folder), { recursive: true });
  // A sandbox may be running on what lies there: it is left alone where it is the same.
  // The framework, too, works in .serverless: one lock for both.
  await oneAtATime(join(dirname(folder), PACKAGING_LOCK), LONGEST_WAIT_MS, async () => {
    if (await isSame(join(kept, 'package'), folder)) return;
    await rm(folder, { recursive: true, force: true });
    await cp(join(kept, 'package'), folder, { recursive: true });
  });
}

async function isSame(one: string, other: string): Promise<boolean> {
  return JSON.stringify(await digestsOf(one, ['.'])) === JSON.stringify(await digestsOf(other, ['.']));
}

async function isAsMade(kept: string): Promise<boolean> {
  const noted = await readFile(join(kept, NOTE), 'utf8').catch(() => undefined);
  return noted !== undefined && noted === JSON.stringify(await digestsOf(kept, ['package']));
}

/** Under another name until it is whole, so that two processes that make the same do not meet. */
async function keep(kept: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  await forgetOld();
  const made = `${kept}-${randomUUID()}`;
  try {
    await make(join(made, 'package'));
    await writeFile(join(made, NOTE), JSON.stringify(await digestsOf(made, ['package'])));
    await rm(kept, { recursive: true, force: true });
    await rename(made, kept).catch(async (error) => {
      if (!(await isAsMade(kept))) throw error;
    });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function forgetOld(): Promise<void> {
  await mkdir(KEPT, { recursive: true });
  for (const name of await readdir(KEPT)) {
    const path = join(KEPT, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > KEPT_FOR_MS) await rm(path, { recursive: true, force: true });
  }
}

async function digestsOf(root: string, names: readonly string[]): Promise<[string, string][]> {
  const files = await Promise.all(names.map((name) => filesIn(join(root, name))));
  const digests = files
    .flat()
    .sort()
    .map(async (file): Promise<[string, string]> => [relative(root, file), digest(await readFile(file))]);
  return Promise.all(digests);
}

async function filesIn(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const inside = await readdir(path, { recursive: true, withFileTypes: true });
  return inside.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}

function digest(contents: string | Buffer): string {
  return createHash('sha256').update(contents).digest('hex');
}
