import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partsOf, withoutNumbers } from './planted-defect.ts';

/** A part of a condition of the ledger's writes, and the function that writes. */
export interface ConditionInCode {
  readonly writer: string;
  /** The whole condition, with every number as `0`. */
  readonly condition: string;
  readonly part: string;
}

/** The same part of two conditions of one function has one name. */
export function nameOfCondition({ writer, part }: ConditionInCode): string {
  return `${writer}: ${part}`;
}

const LEDGER = join(import.meta.dirname, '../../aws/ledger');
const LITERAL = /'([^'\n]*)'|`([^`]*)`/g;
const MOST_CONSTANTS = 5;

/** All parts of all conditions of the ledger's writes, read from the code: so no list of them can miss one. */
export function conditionsInCode(): ConditionInCode[] {
  const files = globSync('*.ts', { cwd: LEDGER }).map((name) => readFileSync(join(LEDGER, name), 'utf8'));
  const everywhere = new Map(files.flatMap((source) => [...constantsOf(source)]));
  return files.flatMap((source) => {
    const constants = new Map([...everywhere, ...constantsOf(source)]);
    return sitesOf(source).flatMap(({ writer, expression }) =>
      literalsOf(expression)
        .flatMap((text) => spelledOut(text, constants))
        .flatMap((text) => {
          const condition = withoutNumbers(text);
          return partsOf(condition).map((part) => ({ writer, condition, part }));
        }),
    );
  });
}

/** Where a condition is given, and to which function that belongs. */
function sitesOf(source: string): { readonly writer: string; readonly expression: string }[] {
  return [...source.matchAll(/\b(?:condition|ConditionExpression):\s((?:[^,;{}`']|'[^'\n]*'|`[^`]*`)+),/g)]
    .map(({ 1: given = '', index }) => {
      const above = source.slice(0, index);
      const writer = [...above.matchAll(/^ {0,2}(?:export )?(?:async )?(?:function )?(\w+)\(.*$/gm)].at(
        -1,
      )?.[1];
      const expression = /^\w+$/.test(given) ? (constantNamed(above, given) ?? given) : given;
      return { writer: writer ?? 'nobody', expression };
    })
    .filter(({ expression }) => expression !== 'condition');
}

function constantsOf(source: string): Map<string, readonly string[]> {
  const names = [...source.matchAll(/^ *(?:export )?const (\w+) =/gm)].map(([, name = '']) => name);
  return new Map(names.map((name) => [name, literalsOf(constantNamed(source, name) ?? '')]));
}

/** What is written behind the last constant of this name. */
function constantNamed(source: string, name: string): string | undefined {
  return [...source.matchAll(new RegExp(`const ${name} =([^;]*);`, 'g'))].at(-1)?.[1];
}

/** Of a name that stands for itself, the name as a template. */
function literalsOf(expression: string): readonly string[] {
  const results = expression.replace(/^(?:[^?`']|'[^']*')*\?/s, '');
  const literals = [...results.matchAll(LITERAL)].map(([, quoted, template]) => quoted ?? template ?? '');
  const named = results.replace(LITERAL, '').match(/\b[A-Z]+(?:_[A-Z]+)*\b/g) ?? [];
  return [...named.map((name) => `\${${name}}`), ...literals];
}

/** With constants in their places; a constant that is one of two gives two. */
function spelledOut(text: string, constants: ReadonlyMap<string, readonly string[]>): string[] {
  let texts = [text.replace(/\[\$\{\w+\}\]/g, '[0]')];
  for (let depth = 0; depth < MOST_CONSTANTS; depth++) {
    texts = texts.flatMap((one) => {
      const name = /\$\{(\w+)\}/.exec(one)?.[1];
      return name ? (constants.get(name) ?? []).map((value) => one.replace(`\${${name}}`, value)) : [one];
    });
  }
  return texts;
}
