import { readFileSync } from 'node:fs';
import type * as v from 'valibot';
import { ConfigSchema } from '../../core/config/config-schema.ts';
import { table } from './table.ts';

/** docs/config.md: keys, defaults and bounds as the schema has them, and what config.yml says beside each. */
export function configPage(): string {
  const lines = readFileSync('config.yml', 'utf8').split('\n');
  return [
    '# Settings',
    '',
    'Made from the code: `UPDATE_PAGES=1 npx vitest run test/docs`. [config.yml](../config.yml) holds these settings, each with its default. You may leave out every key. Packaging checks the file: it names a wrong key or value, and what it expected. `FOLIOCAST_CONFIG=path` takes another file, for every command.',
    '',
    '`[]` after a key means each entry of a list. An account id is written in quotes.',
    '',
    ...Object.entries(ConfigSchema.entries).flatMap(([section, schema]) => {
      const ofSection = linesOf(lines, section);
      return [
        `## ${section}`,
        '',
        introOf(lines, section),
        '',
        ...table(
          ['key', 'default', 'expected', 'what it decides'],
          keysOf(innerOf(schema as Schema)).map(({ key, ...row }) => [
            `\`${key}\``,
            row.byDefault,
            row.expected,
            saidOf(ofSection, key),
          ]),
        ),
        '',
      ];
    }),
  ].join('\n');
}

/** Where the settings of the page stand, for the test that none is without a word. */
export function keysWithoutWords(): string[] {
  const lines = readFileSync('config.yml', 'utf8').split('\n');
  return Object.entries(ConfigSchema.entries).flatMap(([section, schema]) =>
    keysOf(innerOf(schema as Schema))
      .filter(({ key }) => saidOf(linesOf(lines, section), key) === '')
      .map(({ key }) => `${section}.${key}`),
  );
}

type Schema = v.GenericSchema & {
  readonly wrapped?: Schema;
  readonly default?: unknown;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly options?: readonly unknown[];
  readonly pipe?: readonly Schema[];
  readonly message?: unknown;
};

interface Key {
  readonly key: string;
  readonly byDefault: string;
  readonly expected: string;
}

function innerOf(schema: Schema): Schema {
  if (schema.wrapped) return innerOf(schema.wrapped);
  return schema.pipe?.[0] && schema.pipe[0] !== schema ? innerOf(schema.pipe[0]) : schema;
}

/** One for each setting that is no section of its own. */
function keysOf({ entries = {} }: Schema, before = ''): Key[] {
  return Object.entries(entries).flatMap(([name, schema]) => {
    const key = `${before}${name}`;
    const inner = innerOf(schema);
    if (inner.entries) return keysOf(inner, `${key}.`);
    const item = inner.type === 'array' && inner.item ? innerOf(inner.item) : undefined;
    const own = { key, byDefault: defaultOf(schema), expected: expectedOf(schema) };
    return item?.entries ? [own, ...keysOf(item, `${key}[].`)] : [own];
  });
}

function defaultOf({ default: value, type }: Schema): string {
  if (value !== undefined) {
    const json = JSON.stringify(value);
    return json.length > 60 || json.includes('\\n') ? 'see config.yml' : `\`${json}\``;
  }
  return type === 'optional' ? 'none' : 'required';
}

/** In the words that a refusal would use. */
function expectedOf(schema: Schema): string {
  if (schema.wrapped) return expectedOf(schema.wrapped);
  const said = (schema.pipe ?? [schema])
    .map(({ message }) => message)
    .filter((one) => typeof one === 'string');
  const inner = innerOf(schema);
  if (inner.type === 'picklist') return (inner.options ?? []).map((one) => `\`${one}\``).join(', ');
  if (inner.type === 'boolean') return '`true` or `false`';
  if (inner.type === 'array' && inner.item) {
    const each = innerOf(inner.item).entries ? '' : `: ${expectedOf(inner.item)}`;
    return `a list${each}`;
  }
  return [...new Set(said)].join('; ') || (inner.type === 'number' ? 'a number' : 'a text');
}

/** The lines of a section, those that are commented out as examples among them. */
function linesOf(lines: readonly string[], section: string): readonly string[] {
  const begin = lines.findIndex((line) => line === `${section}:` || line === `# ${section}:`);
  const after = lines.findIndex((line, at) => at > begin && /^(# )?[a-z]+:$/.test(line));
  return lines.slice(begin + 1, after === -1 ? undefined : after);
}

/** The comment above a section. */
function introOf(lines: readonly string[], section: string): string {
  const begin = lines.findIndex((line) => line === `${section}:` || line === `# ${section}:`);
  let first = begin;
  while (/^# /.test(lines[first - 1] ?? '')) first -= 1;
  return lines
    .slice(first, begin)
    .map((line) => line.replace(/^# /, ''))
    .join(' ');
}

/** The comment behind a key, or above it, or that of the key that it belongs to. */
function saidOf(lines: readonly string[], key: string): string {
  const names = key.replaceAll('[]', '').split('.');
  for (let length = names.length; length > 0; length--) {
    const said = saidOfName(lines, names[length - 1] ?? '');
    if (said !== '') return said;
  }
  return '';
}

function saidOfName(lines: readonly string[], name: string): string {
  const at = lines.findIndex((line) => new RegExp(`^[\\s#-]*${name}:`).test(line));
  const [, behind] = /:.*?\s# (.+)$/.exec(lines[at]?.replace(/^\s*#/, '') ?? '') ?? [];
  if (at === -1) return '';
  if (behind !== undefined) {
    const more = lines.slice(at + 1).map((line) => /^#?\s{20,}# (.+)$/.exec(line)?.[1]);
    const end = more.indexOf(undefined);
    return [behind, ...more.slice(0, end === -1 ? undefined : end)].join(' ');
  }
  const above: string[] = [];
  // An example is indented; only words stand right behind the sign.
  for (let up = at - 1; /^\s*# \S/.test(lines[up] ?? ''); up--) above.unshift(lines[up] ?? '');
  // Above an example stand the words about the key below it.
  for (
    let up = at - 1;
    above.length === 0 && /^\s*# {2,}\S/.test(lines[up] ?? '') && !/^\s*#/.test(lines[at] ?? '');
  ) {
    while (/^\s*# {2,}\S/.test(lines[up] ?? '')) up -= 1;
    while (/^\s*# \S/.test(lines[up] ?? '')) above.unshift(lines[up--] ?? '');
  }
  return above
    .map((line) => line.replace(/^\s*# /, ''))
    .join(' ')
    .replace(/ Such as:$/, '');
}
