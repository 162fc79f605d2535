import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { type Arrow, files, importsOf, MAY_IMPORT } from './folders.ts';

test.each(Object.entries(MAY_IMPORT))('%s imports from %j only', (folder, allowed) => {
  const wrong = files
    .filter((file) => file.startsWith(`${folder}/`))
    .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
    .filter(({ target }) => !allowed.includes(target.split('/')[0] ?? '') && target !== 'config.yml');

  expect(wrong).toEqual([]);
});

test("the service imports the sandbox's package nowhere, apart from the rules that packaging asks (ADR 23)", () => {
  const importers = files
    .filter((file) => !/^(sandbox|cli)\//.test(file))
    .filter((file) => readFileSync(file, 'utf8').includes("'foliocast-sandbox"));

  expect(importers).toEqual(['packaging/event-rules.cjs']);
});

/**
 * The rooms of a folder are the folders in it and, as one, the files that stand directly in it. Imports of types
 * count too: a newcomer who reads a room needs only what is below it.
 */
test.each(['core', 'aws', 'functions', 'packaging', 'sandbox', 'cli'])(
  'no arrow runs back between the rooms of %s',
  (folder) => {
    const arrows = files
      .filter((file) => file.startsWith(`${folder}/`))
      .flatMap((file) => importsOf(file).map((target) => ({ from: dirname(file), to: dirname(target) })))
      .filter(({ from, to }) => from !== to && `${to}/`.startsWith(`${folder}/`))
      .filter(({ from }) => !from.startsWith('sandbox/test'));

    expect(circlesOf(arrows)).toEqual([]);
  },
);

test('no circle stands between files, be it of types alone', () => {
  const sources = files.filter((file) => !file.startsWith('sandbox/test/'));
  const arrows = sources.flatMap((file) => importsOf(file).map((target) => ({ from: file, to: target })));

  expect(circlesOf(arrows)).toEqual([]);
});

test("the sandbox's Service Catalog and Organizations can be used without the rest of it", () => {
  const rooms = ['sandbox/simulator', 'sandbox/service-catalog', 'sandbox/organizations'];
  const below = [...rooms, 'sandbox/clock', 'sandbox/wire'];
  const wrong = files
    .filter((file) => rooms.includes(dirname(file)))
    .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
    .filter(({ target }) => !below.includes(dirname(target)));

  expect(wrong).toEqual([]);
});

test("an AWS SDK client is made in aws/ alone, apart from the tools on a reader's own machine", () => {
  const importers = files.filter((file) => /from '@aws-sdk\/client-/.test(readFileSync(file, 'utf8')));

  expect(importers.filter((file) => !/^(aws|cli|sandbox\/test)\//.test(file))).toEqual([]);
});

test('core reads no clock, no randomness, no environment and no network', () => {
  const impure = files
    .filter((file) => file.startsWith('core/'))
    .filter((file) =>
      /Date\.now\(|new Date\(\)|Math\.random|randomUUID|process\.|node:(fs|http|net|child_process)/.test(
        readFileSync(file, 'utf8'),
      ),
    );

  expect(impure).toEqual([]);
});

/** What is left once every room is taken away that nothing left points to, or that points to nothing left. */
function circlesOf(arrows: readonly Arrow[]): Arrow[] {
  const left = arrows.filter(
    ({ from, to }) => arrows.some((other) => other.from === to) && arrows.some((other) => other.to === from),
  );
  return left.length === arrows.length ? left : circlesOf(left);
}
