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
