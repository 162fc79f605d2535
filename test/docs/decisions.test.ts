import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDER = 'docs/adr';
const INDEX = `${FOLDER}/README.md`;
const decisions = readdirSync(FOLDER)
  .filter((file) => file !== 'README.md')
  .sort()
  .map((file) => ({ file, lines: readFileSync(`${FOLDER}/${file}`, 'utf8').trimEnd().split('\n') }));

test('the index lists every decision by its number; UPDATE_PAGES=1 writes it', () => {
  const list = decisions.map(({ file, lines: [title = ''] }) => {
    const [, number, words] = /^# (\d+)\. (.*)$/.exec(title) ?? [];
    return `${number}. [${words}](${file})`;
  });
  const page = readFileSync(INDEX, 'utf8');
  const written = `${page.split('\n1. ')[0]}\n${list.join('\n')}\n`;

  if (process.env.UPDATE_PAGES) writeFileSync(INDEX, written);
  else expect(page).toBe(written);
});

test.each(decisions)('$file has its number in its title, once, and at most 30 lines', ({ file, lines }) => {
  expect(lines[0]).toMatch(new RegExp(`^# ${Number(file.slice(0, 4))}\\. `));
  expect(decisions.filter((other) => other.file.slice(0, 4) === file.slice(0, 4))).toHaveLength(1);
  expect(lines.length).toBeLessThanOrEqual(30);
});
