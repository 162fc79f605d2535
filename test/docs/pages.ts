import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every page of the project, without those of its packages. */
export const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...markdownIn('docs'),
  ...['sandbox/README.md', 'sandbox/simulator/README.md'],
];

function markdownIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

export interface Block {
  readonly page: string;
  readonly language: string;
  readonly lines: readonly string[];
}

/** What stands between fences. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/^```([\w-]*)\n(.*?)^```$/gms)].map(([, language = '', body = '']) => ({
    page,
    language,
    lines: body.trimEnd().split('\n'),
  }));
}

/** Command lines of all pages that begin so, wherever they stand: in a block, or in a line of text. */
export function commandsOf(pattern: RegExp): { page: string; line: string }[] {
  return PAGES.flatMap((page) => {
    const text = readFileSync(page, 'utf8');
    const inText = [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(
      ([, code = '']) => code,
    );
    const inBlocks = blocksOf(page).flatMap(({ lines }) => lines);
    return [...inText, ...inBlocks]
      .map((line) => line.replace(/\s{2,}#.*$/, '').trim())
      .filter((line) => pattern.test(line))
      .map((line) => ({ page, line }));
  });
}
