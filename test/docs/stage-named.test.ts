import { expect, test } from 'vitest';
import { nameOf } from '../../cli/command/command.ts';
import { COMMANDS } from '../../cli/commands/commands.ts';
import { commandsOf } from './pages.ts';

/** Pages for whoever has a stack. The tutorials and the README use a sandbox, which the commands find by themselves. */
const OF_A_STACK = [
  'docs/declaration.md',
  'docs/deploy.md',
  'docs/reconciliation.md',
  'docs/runbook.md',
  'docs/troubleshooting.md',
];

const CONNECTS = COMMANDS.filter(({ connects }) => connects).map(nameOf);
const lines = commandsOf(/^(npx foliocast|node foliocast\.mjs) /).filter(
  ({ page, line }) => OF_A_STACK.includes(page) && CONNECTS.includes(line.split(' ')[2] ?? ''),
);

test.each(OF_A_STACK)('%s names commands that act on a stack', (page) => {
  expect(lines.some((line) => line.page === page)).toBe(true);
});

test('each of them names its stage: without it a reader may pause dev, and believe that prod is paused', () => {
  expect(lines.filter(({ line }) => !line.includes(' --stage '))).toEqual([]);
});
