import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<
    string,
    { optionalDependencies?: Record<string, string>; resolved?: string; integrity?: string; link?: boolean }
  >;
};

/** Those that come from a registry: not the project itself, nor its workspaces, which node_modules links to. */
const packages = Object.fromEntries(
  Object.entries(locked).filter(([path, { link }]) => path.startsWith('node_modules/') && !link),
);

test('every optional platform package has its lock entry, or npm ci fails on the platforms that lack one', () => {
  const names = Object.keys(packages);
  const missing = Object.entries(packages).flatMap(([holder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.some((path) => path.endsWith(`node_modules/${name}`)))
      .map((name) => `${name} of ${holder}`),
  );

  expect(missing).toEqual([]);
});

test('the lock names no registry, so that it installs from whichever the reader uses', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});

test('only a workspace is linked', () => {
  const links = Object.entries(locked).flatMap(([path, { link }]) => (link ? [path] : []));

  expect(links).toEqual(['node_modules/foliocast-sandbox']);
});

test('every package is locked by its content, so that npm ci notices another one under the same version', () => {
  const unchecked = Object.entries(packages)
    .filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
    .map(([path]) => path);

  expect(unchecked).toEqual([]);
});
