import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Document, isNode, LineCounter } from 'yaml';
import type { DeclaredPortfolio } from '../../core/declaration/declared.ts';
import { parseDeclared } from '../../core/declaration/parse-declared.ts';
import { describeProblem, problemAt } from '../../core/problem.ts';
import type { Mistake } from '../../core/schema-mistakes.ts';
import { readYaml } from '../../packaging/read-yaml.ts';
import { AskedWrongly } from '../command/failures.ts';
import { plainText, unreadable } from '../command/unreadable.ts';

/** 20,000 portfolios with their findings take 12 million, and half a GB to read. */
const MOST_CHARACTERS = 50_000_000;
/** More problems than this mean that it is the wrong file. */
const MOST_PROBLEMS = 50;

/**
 * Reads shares.yml.
 * @param partition the stack's; if it is not known yet, that of the file's first ARN is taken
 * @param whenMissing what the reader can do if there is no such file
 * @throws AskedWrongly with a line for everything that is wrong: file, line, field, value, and what was expected
 */
export async function readDeclared(
  path: string,
  partition?: string,
  whenMissing = '',
): Promise<readonly DeclaredPortfolio[]> {
  const content = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const said = unreadable(path, cause);
    throw cause.code === 'ENOENT'
      ? new AskedWrongly(`${said.message} ${whenMissing}`.trimEnd(), { cause })
      : said;
  });
  const lines = new LineCounter();
  const name = basename(path);
  const text = plainText(name, content);
  const read = readYaml(text, lines, MOST_CHARACTERS);
  if ('problem' in read) throw new AskedWrongly(`${name} ${read.problem}`);
  const { document, value } = read;
  const mistakes = [...document.errors, ...document.warnings];
  if (mistakes.length > 0) {
    const sentences = mistakes.map(({ pos, message }) => {
      const [what = message] = message.split('\n');
      return `${name}:${lines.linePos(pos[0]).line}: ${what.replace(/ at line \d+, column \d+:?$/, '')}`;
    });
    throw new AskedWrongly(sentences.slice(0, MOST_PROBLEMS).join('\n'));
  }
  const parsed = parseDeclared(value, partition ?? /\barn:(aws[a-z-]*):/.exec(text)?.[1] ?? 'aws');
  if (parsed.ok) return parsed.portfolios;
  const sentences = parsed.problems
    .map((problem) => ({ line: lineOf(document, problem.path, lines), problem }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, problem }) => `${name}:${line}: ${describe(problem)}`);
  throw new AskedWrongly(sentences.slice(0, MOST_PROBLEMS).join('\n'));
}

/** The line of the field, or of the nearest thing around it that is in the file. */
function lineOf(document: Document, path: readonly (string | number)[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function describe({ path, value, expected }: Mistake): string {
  const keys = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  const field = keys.replace(/^\./, '') || 'the file';
  return describeProblem(problemAt(field, value, expected));
}
