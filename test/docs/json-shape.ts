import { toJsonSchema } from '@valibot/to-json-schema';
import type { Shape } from '../../cli/json/shape.ts';

interface Node {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** What --json prints, row by row: each field with its path, its type and what it says; a part for each kind of answer. */
export function shapeParts(shape: Shape): { of: string; rows: (readonly [string, string, string])[] }[] {
  const whole = toJsonSchema(shape, { errorMode: 'ignore' }) as Node;
  return (whole.anyOf ?? [whole]).map((part) => ({ of: part.description ?? '', rows: rowsOf(part, '') }));
}

function rowsOf(node: Node, path: string): (readonly [string, string, string])[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
    const isMaybe = !node.required?.includes(name);
    const { description = '', items } = field;
    const inner = items ?? field;
    const at = `${path}${name}${items ? '[]' : ''}`;
    const row = [`\`${at}\``, `${typeOf(inner)}${isMaybe ? ', or absent' : ''}`, description] as const;
    if (isShort(inner) || KEPT_ELSEWHERE.test(description)) return [row];
    return [row, ...rowsOf(inner, `${at}.`)];
  });
}

/** What an event holds is on the page of events. */
const KEPT_ELSEWHERE = /docs\/(events|findings)\.md|as above/;

/** An object of a few plain fields that need no words stands in one row. */
function isShort({ properties = {} }: Node): boolean {
  const fields = Object.values(properties);
  return (
    fields.length > 0 &&
    fields.length <= 3 &&
    fields.every((one) => !one.properties && !one.items && !one.description)
  );
}

function typeOf(node: Node): string {
  const { type, properties, required, enum: values, const: only, anyOf } = node;
  if (properties && isShort(node)) {
    const fields = Object.entries(properties).map(
      ([name, field]) => `${name}${required?.includes(name) ? '' : '?'}: ${typeOf(field)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }
  if (values) return values.map((value) => `\`${value}\``).join(' ');
  if (only !== undefined) return `\`${only}\``;
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  return WORDS[type ?? ''] ?? type ?? 'anything';
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
};
