import { checkArgumentCount, intrinsicNames } from './intrinsic-functions.ts';
import { InvalidIntrinsic } from './invalid-intrinsic.ts';

export { InvalidIntrinsic };

export interface IntrinsicCall {
  readonly name: string;
  readonly args: readonly Argument[];
}

type Argument =
  | { readonly type: 'CALL'; readonly call: IntrinsicCall }
  | { readonly type: 'PATH'; readonly path: string }
  | { readonly type: 'VALUE'; readonly value: unknown };

/** Source: Step Functions developer guide, "Intrinsic functions": up to ten may be nested. */
const deepestNesting = 10;

/**
 * Parses `States.Format('{} of {}', $.a, States.UUID())`. In a string a backslash stands before `'`, `{`, `}` and
 * itself alone; source: Amazon States Language, "Intrinsic Functions".
 * @throws {@link InvalidIntrinsic}
 */
export function parseIntrinsic(text: string): IntrinsicCall {
  let at = 0;
  let depth = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text) ?? undefined;
    if (match) at += match[0].length;
    return match;
  };
  const stuck = () =>
    new InvalidIntrinsic(`${text} is no intrinsic function, from ${text.slice(at) || 'its end'}`);

  const call = (): IntrinsicCall | undefined => {
    const name = take(/\s*(States\.\w+)\s*\(\s*/y)?.[1];
    if (name === undefined) return undefined;
    if (!intrinsicNames.includes(name)) {
      throw new InvalidIntrinsic(`${name} is no intrinsic function; supported: ${intrinsicNames.join(', ')}`);
    }
    depth += 1;
    if (depth > deepestNesting)
      throw new InvalidIntrinsic(
        `${text} nests more than ${deepestNesting} intrinsic functions, which AWS refuses`,
      );
    const args: Argument[] = [];
    const done = () => {
      depth -= 1;
      checkArgumentCount(name, args.length);
      return { name, args };
    };
    if (take(/\s*\)\s*/y)) return done();
    for (;;) {
      args.push(argument(name === 'States.Format' && args.length === 0));
      if (take(/\s*,\s*/y)) continue;
      if (take(/\s*\)\s*/y)) return done();
      throw stuck();
    }
  };
  const argument = (isTemplate: boolean): Argument => {
    const nested = call();
    if (nested) return { type: 'CALL', call: nested };
    if (text[at] === '$') return { type: 'PATH', path: path() };
    const string = take(/'((?:\\['{}\\]|[^'\\])*)'/y)?.[1];
    if (string !== undefined)
      return { type: 'VALUE', value: isTemplate ? string : string.replace(/\\(.)/gs, '$1') };
    const value = take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y)?.[0];
    if (value === undefined) throw stuck();
    return { type: 'VALUE', value: JSON.parse(value) };
  };
  /** Up to the comma or bracket that ends it: those of its own filters and names are in square brackets. */
  const path = (): string => {
    const [found] = take(/(?:[^,()[\]\s]|\[(?:[^\]'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*\])+/y) ?? [''];
    return found;
  };

  const parsed = call();
  if (!parsed || at < text.length) throw stuck();
  return parsed;
}
