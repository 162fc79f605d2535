import { isObject } from '../template/read-template.ts';

/**
 * `*` stands for any run of characters, `\*` for itself and `\\` for a backslash.
 * Source: EventBridge user guide, "Wildcard matching".
 */
export function compileWildcard(
  pattern: string,
  invalid: (reason: string) => Error,
): (value: unknown) => boolean {
  if (pattern.includes('**')) throw invalid('wildcard allows no two * in a row');
  let expression = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? '';
    if (character === '*') {
      expression += '.*';
      continue;
    }
    if (character === '\\') {
      const escaped = pattern[++at];
      if (escaped !== '*' && escaped !== '\\')
        throw invalid('wildcard allows a backslash only before * or \\');
      expression += `\\${escaped}`;
      continue;
    }
    expression += character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  }
  const compiled = new RegExp(`^${expression}$`, 's');
  return (value) => typeof value === 'string' && compiled.test(value);
}

/**
 * EventBridge was seen to take four wildcards in one field and to refuse six that can all match a beginning of the
 * same text. Where its limit lies between is not known, so five are refused too.
 * Source: localstack 8b9a79f, content_wildcard_complex_EXC and content_anything_wildcard_list.
 */
export const mostWildcards = 4;

/** How many wildcards of one field can be reached by the same text at once. */
export function wildcardComplexity(rules: readonly unknown[]): number {
  const patterns = rules.flatMap(wildcardsIn).map((pattern) => {
    const stars = pattern.replace(/\\./g, '').split('*').length - 1;
    return { start: pattern.replace(/\*.*$/s, ''), stars };
  });
  return Math.max(
    0,
    ...patterns.map(({ start }) =>
      patterns.filter((other) => start.startsWith(other.start)).reduce((sum, { stars }) => sum + stars, 0),
    ),
  );
}

function wildcardsIn(rule: unknown): readonly string[] {
  if (!isObject(rule)) return [];
  const { wildcard } = isObject(rule['anything-but']) ? rule['anything-but'] : rule;
  return [wildcard].flat().filter((pattern) => typeof pattern === 'string');
}
