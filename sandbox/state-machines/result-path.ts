import { isObject } from '../template/read-template.ts';
import { compileJsonPath } from './json-path.ts';
import { InvalidPath } from './json-path-filter.ts';
import { StateFailure } from './state-failure.ts';

/** Where a result goes in the state's input: `undefined` is `$`, the whole; `null`: nowhere. */
export type WriteResult = (input: unknown, result: unknown) => unknown;

/** @throws {@link InvalidPath} for a path that names more than one place, or the context. */
export function compileResultPath(path: unknown): WriteResult {
  if (path === null) return (input) => input;
  if (path === undefined || path === '$') return (_, result) => result;
  const { isContext, isDefinite, segments, text } = compileJsonPath(String(path));
  if (isContext || !isDefinite)
    throw new InvalidPath(`${text} is no reference path, which names one place of the input`);
  const keys = segments.map((segment) =>
    segment.type === 'NAME'
      ? segment.name
      : Number(segment.type === 'INDEXES' ? segment.indexes[0] : undefined),
  );
  return (input, result) => write(input, keys, result, text, input);
}

function write(
  at: unknown,
  [key, ...below]: readonly (string | number)[],
  result: unknown,
  path: string,
  input: unknown,
): unknown {
  if (key === undefined) return result;
  if (typeof key === 'string' && isObject(at)) {
    // Of lists, one whose first item is the result.
    const child = Object.hasOwn(at, key) ? at[key] : below.length === 1 && below[0] === 0 ? [undefined] : {};
    return { ...at, [key]: write(child, below, result, path, input) };
  }
  if (typeof key === 'number' && Array.isArray(at) && key >= 0 && key < at.length) {
    return at.with(key, write(at[key], below, result, path, input));
  }
  // The guide calls it States.ResultPathMatchFailure; this name and sentence were seen: localstack issue 1854, aws-cdk 29473.
  throw new StateFailure(
    'States.ReferencePathConflict',
    `Unable to apply ReferencePath ${path} to input ${JSON.stringify(input)}`,
  );
}
