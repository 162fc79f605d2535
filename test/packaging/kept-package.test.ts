import { randomUUID } from 'node:crypto';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { KEPT, MADE_OF, writePackage } from '../../packaging/kept-package.ts';

const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'foliocast-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Packages with inputs that nobody had before, as often as called; answers how often it was really made. */
function packager() {
  const inputs = [randomUUID()];
  const made: string[] = [];
  const make = async (target: string) => {
    made.push(target);
    const { mkdir } = await import('node:fs/promises');
    await mkdir(target, { recursive: true });
    writeFileSync(join(target, 'template.json'), inputs.join());
  };
  const write = (more: readonly string[] = []) =>
    writePackage(join(folder, 'package'), [...inputs, ...more], make);
  return { made, write, inputs };
}

test('what was packaged of the same inputs is not packaged again, and lies there as made', async () => {
  const { made, write, inputs } = packager();

  await write();
  writeFileSync(join(folder, 'package/template.json'), 'changed by hand');
  writeFileSync(join(folder, 'package/left-over.zip'), '');
  await write();

  expect(made).toHaveLength(1);
  expect(readdirSync(join(folder, 'package'))).toEqual(['template.json']);
  expect(readFileSync(join(folder, 'package/template.json'), 'utf8')).toBe(inputs.join());
});

test('other inputs are packaged', async () => {
  const { made, write } = packager();

  await write(['--stage', 'dev']);
  await write(['--stage', 'prod']);

  expect(made).toHaveLength(2);
});

test('a kept package that was changed is made anew', async () => {
  const { made, write, inputs } = packager();
  await write();
  const [kept] = globSync(join(KEPT, '*/package/template.json')).filter(
    (file) => readFileSync(file, 'utf8') === inputs.join(),
  );

  writeFileSync(String(kept), 'tampered');
  await write();

  expect(made).toHaveLength(2);
  expect(readFileSync(join(folder, 'package/template.json'), 'utf8')).toBe(inputs.join());
});

test('a package that could not be made is not kept', async () => {
  const failing = () =>
    writePackage(join(folder, 'failed'), ['failing'], async () => {
      throw new Error('no such function');
    });

  await expect(failing()).rejects.toThrow('no such function');
  await expect(failing()).rejects.toThrow('no such function');
});

test('all that the packager reads decides whether it packages again', () => {
  const sources = MADE_OF.flatMap((name) => [
    ...globSync(join(project, name, '**/*.{ts,cjs,mjs}')),
    ...globSync(join(project, name)),
  ]).filter((file) => /\.(ts|cjs|mjs)$/.test(file));
  const imported = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import\(|require\()\s*'(\.[^']+)'/g)].map(([, path]) =>
      resolve(dirname(file), String(path)).slice(project.length + 1),
    ),
  );

  expect(imported.length).toBeGreaterThan(100);
  // The configuration is an input of its own, since it may lie anywhere.
  const unseen = imported.filter(
    (path) => path !== 'config.yml' && !MADE_OF.some((one) => path === one || path.startsWith(`${one}/`)),
  );
  expect(unseen).toEqual([]);
});
