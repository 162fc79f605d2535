import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandsPage } from './commands-page.ts';
import { configPage, keysWithoutWords } from './config-page.ts';
import { errorsPage } from './errors-page.ts';
import { findingsPage } from './findings-page.ts';

test.each([
  ['commands', commandsPage],
  ['config', configPage],
  ['errors', errorsPage],
  ['findings', findingsPage],
])('docs/%s.md is as the code makes it; UPDATE_PAGES=1 writes it', (name, make) => {
  const [path, page] = [`docs/${name}.md`, `${make().trimEnd()}\n`];
  if (process.env.UPDATE_PAGES) writeFileSync(path, page);

  expect(readFileSync(path, 'utf8')).toBe(page);
});

test('config.yml says of every setting what it decides', () => {
  expect(keysWithoutWords()).toEqual([]);
});
