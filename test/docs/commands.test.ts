import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandsPage } from './commands-page.ts';

test('docs/commands.md says what the commands say of themselves', () => {
  const page = `${commandsPage()}\n`;
  if (process.env.UPDATE_PAGES) writeFileSync('docs/commands.md', page);

  expect(readFileSync('docs/commands.md', 'utf8')).toBe(page);
});
