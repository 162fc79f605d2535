import { type Document, type LineCounter, parseDocument } from 'yaml';

/** Far more than any settings hold. */
const MOST_CHARACTERS = 1_000_000;
/** Collections in collections; the parser recurses into each. */
const DEEPEST = 64;

/** A foreign file of YAML, bounded before anything recurses into it: `problem` where it is refused as a whole. */
export function readYaml(
  text: string,
  lineCounter?: LineCounter,
  mostCharacters: number = MOST_CHARACTERS,
): { readonly document: Document; readonly value: unknown } | { readonly problem: string } {
  if (text.length > mostCharacters) return { problem: `is longer than ${mostCharacters} characters` };
  if (isTooDeep(text)) return { problem: `nests deeper than ${DEEPEST} levels` };
  const document = parseDocument(text, lineCounter ? { lineCounter } : {});
  try {
    return { document, value: document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 50 }) };
  } catch {
    return { problem: 'has aliases that multiply, or refer to what is not there' };
  }
}

/** Counted without the parser: brackets that are open at once, and steps of indentation and of dashes. */
function isTooDeep(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if (character === '[' || character === '{') open += 1;
    if (character === ']' || character === '}') open = Math.max(0, open - 1);
    if (open > DEEPEST) return true;
  }
  return text.split('\n').some((line) => {
    const [indentation = ''] = /^[\s\-?:]*/.exec(line) ?? [];
    return (
      indentation.replaceAll(/[^-?: ]/g, '').length > 8 * DEEPEST ||
      indentation.replaceAll(/[^-?]/g, '').length > DEEPEST
    );
  });
}
