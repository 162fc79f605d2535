import { isObject } from '../template/read-template.ts';
import { compileFilter, type Filter, InvalidPath } from './json-path-filter.ts';

type Segment =
  | { readonly type: 'NAME'; readonly name: string }
  | { readonly type: 'INDEXES'; readonly indexes: readonly number[] }
  | { readonly type: 'SLICE'; readonly start: number | undefined; readonly end: number | undefined }
  | { readonly type: 'ALL' }
  | { readonly type: 'EVERYTHING_BELOW' }
  | { readonly type: 'FILTER'; readonly filter: Filter };

export interface JsonPath {
  readonly text: string;
  /** `$$`: into the context object. */
  readonly isContext: boolean;
  /** Names one place; any other path finds a list, which may be empty. */
  readonly isDefinite: boolean;
  readonly segments: readonly Segment[];
  /** What is there; `undefined` where a definite path leads nowhere. */
  find(root: unknown): unknown;
}

/**
 * Compiles a JSONPath as Step Functions reads it. A path with a wildcard, slice or filter that finds nothing is an
 * empty list; source: localstack 8b9a79f, test_base.py, test_json_path_array_wildcard_or_slice_with_no_input.
 * @throws {@link InvalidPath}
 */
export function compileJsonPath(text: string): JsonPath {
  const isContext = text.startsWith('$$');
  if (!text.startsWith('$')) throw new InvalidPath(`${text} is no JSONPath; one begins with $`);
  const segments = readSegments(text, isContext ? 2 : 1);
  const isDefinite = segments.every(
    (segment) => segment.type === 'NAME' || (segment.type === 'INDEXES' && segment.indexes.length === 1),
  );
  return {
    text,
    isContext,
    isDefinite,
    segments,
    find(root) {
      const found = segments.reduce<readonly unknown[]>(
        (values, segment) => values.flatMap((value) => follow(segment, value, root)),
        [root],
      );
      return isDefinite ? found[0] : found;
    },
  };
}

function follow(segment: Segment, value: unknown, root: unknown): readonly unknown[] {
  switch (segment.type) {
    case 'NAME':
      return isObject(value) && Object.hasOwn(value, segment.name) ? [value[segment.name]] : [];
    case 'INDEXES':
      return Array.isArray(value)
        ? segment.indexes.flatMap((index) => {
            const at = index < 0 ? value.length + index : index;
            return at >= 0 && at < value.length ? [value[at]] : [];
          })
        : [];
    case 'SLICE':
      return Array.isArray(value) ? value.slice(segment.start, segment.end) : [];
    case 'ALL':
      return childrenOf(value);
    case 'EVERYTHING_BELOW':
      return [value, ...childrenOf(value).flatMap((child) => follow(segment, child, root))];
    case 'FILTER':
      return (Array.isArray(value) ? value : [value]).filter((item) => segment.filter(item, root));
    default:
      return segment satisfies never;
  }
}

function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** A name, in quotes or not; `*`; indexes; a slice; or a filter up to its bracket. */
const step =
  /\.\.|\.?\[\s*(?:(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")|(\*)|(-?\d+(?:\s*,\s*-?\d+)*)|(-?\d*)\s*:\s*(-?\d*))\s*\]|\.?\[\s*\?\s*\(|\.(\*)|\.([^\s.[\]'"*()@?,:$]+)/suy;

function readSegments(text: string, start: number): readonly Segment[] {
  const segments: Segment[] = [];
  let at = start;
  while (at < text.length) {
    step.lastIndex = at;
    const match = step.exec(text);
    if (!match)
      throw new InvalidPath(
        `${text} is no JSONPath that Step Functions is known to read, from ${text.slice(at)}`,
      );
    const [piece, single, double, all, indexes, from, to, star, name] = match;
    at += piece.length;
    const quoted = single ?? double;
    if (piece === '..') {
      segments.push({ type: 'EVERYTHING_BELOW' });
      // A name or a star follows without a dot of its own.
      if (text[at] !== '[') {
        step.lastIndex = 0;
        const next = /^(?:(\*)|([^\s.[\]'"*()@?,:$]+))/u.exec(text.slice(at));
        if (!next) throw new InvalidPath(`${text} is no JSONPath: nothing follows ..`);
        at += next[0].length;
        segments.push(next[1] ? { type: 'ALL' } : { type: 'NAME', name: next[2] ?? '' });
      }
    } else if (quoted !== undefined) segments.push({ type: 'NAME', name: quoted.replace(/\\(.)/gsu, '$1') });
    else if (all ?? star) segments.push({ type: 'ALL' });
    else if (indexes !== undefined)
      segments.push({ type: 'INDEXES', indexes: indexes.split(',').map(Number) });
    else if (from !== undefined) segments.push({ type: 'SLICE', start: bound(from), end: bound(to ?? '') });
    else if (name !== undefined) segments.push({ type: 'NAME', name });
    else {
      const { filter, end } = compileFilter(text, at, (path) => compileJsonPath(path).find);
      segments.push({ type: 'FILTER', filter });
      at = end;
    }
  }
  return segments;
}

function bound(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}
