/** Why a text is no path. */
export class InvalidPath extends Error {
  override readonly name = 'InvalidPath';
}

/** Whether an item of a list is taken; `root` is what `$` stands for. */
export type Filter = (item: unknown, root: unknown) => boolean;
type Operand = (item: unknown, root: unknown) => unknown;

const token =
  /\s*(?:(&&|\|\||==|!=|<=|>=|<|>|!|\(|\))|'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])|(true|false|null)\b|([@$](?:\.\.|\.[\w-]+|\[(?:[^\]'"]|'[^']*'|"[^"]*")*\])*))/y;

const comparisons: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': ordered((left, right) => left < right),
  '<=': ordered((left, right) => left <= right),
  '>': ordered((left, right) => left > right),
  '>=': ordered((left, right) => left >= right),
};

/**
 * Reads a filter whose opening bracket is read, `@.year < 1999 && @.name)]`: comparisons, `&&`, `||`, `!` and
 * brackets. Everything else that JSONPath dialects know (regular expressions, `in`, functions) is refused.
 * @param findAt compiles a path into the item or the root
 * @throws {@link InvalidPath}
 */
export function compileFilter(
  text: string,
  start: number,
  findAt: (path: string) => (root: unknown) => unknown,
): { readonly filter: Filter; readonly end: number } {
  let at = start;
  const peek = () => {
    token.lastIndex = at;
    return token.exec(text);
  };
  const take = () => {
    const match = peek();
    if (!match) throw new InvalidPath(`${text} has a filter that is not supported, from ${text.slice(at)}`);
    at += match[0].length;
    return match;
  };
  const takes = (sign: string) => peek()?.[1] === sign && Boolean(take());

  const either = (): Filter => {
    const left = both();
    if (!takes('||')) return left;
    const right = either();
    return (item, root) => left(item, root) || right(item, root);
  };
  const both = (): Filter => {
    const left = one();
    if (!takes('&&')) return left;
    const right = both();
    return (item, root) => left(item, root) && right(item, root);
  };
  const one = (): Filter => {
    if (takes('!')) {
      const negated = one();
      return (item, root) => !negated(item, root);
    }
    if (takes('(')) {
      const inner = either();
      if (!takes(')')) throw new InvalidPath(`${text} has a filter whose brackets do not close`);
      return inner;
    }
    const left = operand();
    const compare = comparisons[peek()?.[1] ?? ''];
    if (!compare) return (item, root) => left(item, root) !== undefined;
    take();
    const right = operand();
    return (item, root) => compare(left(item, root), right(item, root));
  };
  const operand = (): Operand => {
    const [, sign, single, double, number, word, path] = take();
    if (sign !== undefined)
      throw new InvalidPath(`${text} has a filter with ${sign} in the place of a value`);
    const quoted = single ?? double;
    if (quoted !== undefined) return constant(quoted.replace(/\\(.)/gs, '$1'));
    if (path === undefined) return constant(JSON.parse(number ?? word ?? 'null'));
    const find = findAt(`$${path.slice(1)}`);
    return path.startsWith('@') ? (item) => find(item) : (_, root) => find(root);
  };

  const filter = either();
  const closed = /\s*\)\s*\]/y;
  closed.lastIndex = at;
  const match = closed.exec(text);
  if (!match) throw new InvalidPath(`${text} has a filter that is not supported, from ${text.slice(at)}`);
  return { filter, end: at + match[0].length };
}

function constant(value: unknown): Operand {
  return () => value;
}

/** Numbers with numbers and texts with texts. */
function ordered(holds: (left: string | number, right: string | number) => boolean) {
  return (left: unknown, right: unknown) =>
    (typeof left === 'number' && typeof right === 'number' && holds(left, right)) ||
    (typeof left === 'string' && typeof right === 'string' && holds(left, right));
}
