import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { EVENT_CATALOGUE } from '../../events/catalogue.ts';
import { arrowsBetweenFolders } from '../contract/folders.ts';
import { packagedMachines } from '../contract/machines.ts';
import { packagedFunctions } from '../contract/packaged-service.ts';
import { drawMachine } from './draw-machine.ts';

const PAGE = 'docs/architecture.md';
const page = readFileSync(PAGE, 'utf8');
const way = pictureIn(page, 'way');

/** The reader's own file, any command, and a name that no file has. */
const OF_NO_FILE = /(^|\/)(shares\.yml|NAME(\.ts|\/)|types\.ts)$/;

test('the pictures of machine and folders are as the code is; UPDATE_PAGES=1 draws them', () => {
  const folders = arrowsBetweenFolders().map(({ from, to }) => `  ${from} --> ${to}`);
  const machine = packagedMachines()['share-portfolio'] ?? { States: {} };
  const drawn = draw(
    draw(page, 'share-portfolio', drawMachine(machine)),
    'folders',
    ['flowchart TD', ...folders].join('\n'),
  );

  expect(folders.length).toBeGreaterThan(8);
  expect(Object.keys(machine.States).length).toBeGreaterThan(20);
  if (process.env.UPDATE_PAGES) writeFileSync(PAGE, drawn);
  else expect(page).toBe(drawn);
});

test('the first picture names events and functions that there are, and the README shows it', () => {
  const events = EVENT_CATALOGUE.map(({ detailType }) => detailType);
  const functions = packagedFunctions().map(({ key }) => key);

  const named = [...way.matchAll(/\b(PortfolioShare\w+|Reconciliation\w+|AccountVended)\b/g)].map(String);
  expect(named.filter((name) => !events.includes(name.split(',')[0] ?? ''))).toEqual([]);
  expect(named.length).toBeGreaterThan(4);
  for (const [, name = ''] of way.matchAll(/\b((?:vend|recover|sweep)[A-Z]\w+)\b/g))
    expect(functions).toContain(name);
  expect(readFileSync('README.md', 'utf8')).toContain(way);
});

test.each([PAGE, 'CONTRIBUTING.md'])('every path that %s names is there', (file) => {
  const lines = readFileSync(file, 'utf8').split('\n');

  const paths = lines.flatMap((line) => whole(pathsIn(line)));

  expect(paths.length).toBeGreaterThan(50);
  // The steps of a request name folders of functions, as they say.
  const isThere = (path: string) => existsSync(path) || existsSync(`functions/${path}`);
  expect(paths.filter((path) => !OF_NO_FILE.test(path) && !isThere(path))).toEqual([]);
});

test('each question of "Where what is decided" names the test that has the path of its file', () => {
  const [, table = ''] = page.split('## Where what is decided');
  const rows = [...table.matchAll(/^\| ([A-Z].*\?) \| (.*) \| (.*) \|$/gm)];
  const notNamed = rows.flatMap(([, question, decided = '', tests = '']) => {
    const named = whole(pathsIn(tests));
    return whole(pathsIn(decided))
      .flatMap(mirrorsOf)
      .filter((mirror) => existsSync(mirror))
      .filter((mirror) => !named.some((path) => path.startsWith(mirror) || path === `${dirname(mirror)}/`))
      .map((mirror) => `${question} ${mirror}`);
  });

  expect(rows.length).toBeGreaterThan(30);
  expect(notNamed).toEqual([]);
});

test('the page names every folder of core and functions, and says which are the same', () => {
  const [core, functions] = [foldersIn('core'), foldersIn('functions')];
  const [, same = ''] = /have the same folders: ([a-z, ]+)\./.exec(page) ?? [];
  const others = [...page.matchAll(/^\| `((?:core|functions)\/\w+)\/` \|/gm)].map(([, folder]) => folder);

  expect(same.split(', ').sort()).toEqual(core.filter((matter) => functions.includes(matter)));
  expect(others).toEqual([
    ...core.filter((matter) => !functions.includes(matter)).map((matter) => `core/${matter}`),
    ...functions.filter((matter) => !core.includes(matter)).map((matter) => `functions/${matter}`),
  ]);
});

/** A file's tests are in one file, or in a folder of several. */
function mirrorsOf(file: string): string[] {
  const path = `test/${file.replace(/\.\w+$/, '')}`.replace('test/sandbox/', 'sandbox/test/');
  return file.endsWith('/') ? [] : [`${path}.test.ts`, `${path}/`];
}

/** A name without a folder stands in that of the path before it, or at the root. */
function whole(paths: readonly string[]): string[] {
  let folder = '';
  return paths.map((path) => {
    if (!path.includes('/')) return existsSync(path) ? path : join(folder, path);
    folder = path.endsWith('/') ? path : dirname(path);
    return path;
  });
}

function pathsIn(text: string): string[] {
  return [...text.matchAll(/`([a-z]+\/[\w\-/.]*|[\w-][\w\-.]*\.(?:yml|ts|cjs|mjs))`/g)].map(
    ([, path = '']) => path,
  );
}

function foldersIn(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

function pictureIn(text: string, name: string): string {
  const [, picture = ''] =
    new RegExp(`<!-- picture: ${name} -->\n(.*?)<!-- /picture -->`, 's').exec(text) ?? [];
  return picture;
}

function draw(text: string, name: string, picture: string): string {
  return text.replace(
    new RegExp(`(<!-- picture: ${name} -->\n).*?(<!-- /picture -->)`, 's'),
    (_, begin, end) => `${begin}\`\`\`mermaid\n${picture}\n\`\`\`\n${end}`,
  );
}
