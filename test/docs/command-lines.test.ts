import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseArguments } from '../../cli/command/parse-arguments.ts';
import { COMMANDS } from '../../cli/commands/commands.ts';
import { CONNECTION_OPTIONS } from '../../cli/connect/connection-options.ts';
import { commandsOf } from './pages.ts';

/** As a shell splits it, as far as our pages go. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S*"[^"]*"\S*)|(\S+)/g)].map(
    ([, quoted, mixed, plain]) => quoted ?? mixed?.replaceAll('"', '') ?? plain ?? '',
  );
}

/** `…` stands for what the reader knows, and is no part of a command that one could check. */
const CHECKED = commandsOf(
  /^(npx foliocast|npm start|npm run (start|sandbox|simulator|package|bench))\b/,
).filter(({ line }) => !line.includes('…') && !line.includes('[') && !line.endsWith(' NAME'));

test('pages name commands', () => {
  expect(CHECKED.length).toBeGreaterThan(50);
});

test.each(CHECKED)('$page: $line', async ({ line }) => {
  const [program, ...rest] = words(line.split(/ (&&|>>?) /)[0] ?? '');
  const args =
    program === 'npx'
      ? rest.slice(1)
      : (rest[0] === 'start' ? rest : rest.slice(1)).filter((word) => word !== '--');

  const parsed = await parseArguments(
    COMMANDS,
    CONNECTION_OPTIONS,
    '0.0.0',
    args.length > 0 ? args : ['--help'],
  );

  expect(parsed.kind === 'RUN' || args.length <= 1 || args[0] === 'completion').toBe(true);
});

/** What the reader writes, or a command of the same page. */
const READERS_OWN = ['my-request.json', 'my-config.yml', 'shares.yml', 'scenario.yml'];

test('every file that a command line names is in a clone, or the reader writes it', () => {
  const named = CHECKED.flatMap(({ page, line }) =>
    words(line)
      .filter((word) => /\.(json|ya?ml)$/.test(word))
      .map((path) => ({ page, path })),
  );

  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ path }) => !READERS_OWN.includes(path) && !existsSync(path))).toEqual([]);
});

test('every npm script that a page names is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = commandsOf(/^npm run [\w-]+/).map(({ page, line }) => ({
    page,
    name: line.split(' ')[2] ?? '',
  }));

  expect(named.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
});
