import type * as v from 'valibot';
import { nameMeant } from './name-meant.ts';

/** One thing that a schema finds wrong with a foreign value. */
export interface Mistake {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly expected: string;
}

/** How the input speaks: JSON has fields and objects, YAML keys and mappings. */
export interface Words {
  readonly unknown: string;
  readonly missing: string;
  readonly object: string;
  /** Whether a text stands in quotes, so that it cannot be taken for a number. */
  readonly isQuoted: boolean;
}

const JSON_WORDS: Words = {
  unknown: 'no field of this name',
  missing: 'this field, which is required',
  object: 'an object',
  isQuoted: true,
};

/** Of one object, more would be noise. */
const MOST_UNKNOWN = 20;

/**
 * valibot's issues in our words, each mistake once. valibot names one unknown key of an object and stops there: here
 * all are named, each with the name that is meant, where that is plain.
 */
export function mistakesIn(
  schema: object,
  issues: readonly v.BaseIssue<unknown>[],
  words: Words = JSON_WORDS,
): Mistake[] {
  const mistakes = issues.flatMap((issue): Mistake[] => {
    const last = issue.path?.at(-1);
    const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
    if (last && issue.expected === 'never') return unknownIn(schema, path.slice(0, -1), last.input, words);
    const isMissing = last && issue.received === 'undefined' && issue.expected?.startsWith('"');
    if (isMissing) return [{ path, value: undefined, expected: words.missing }];
    return [{ path, value: last ? last.value : issue.input, expected: expectedOf(issue, words) }];
  });
  const told = new Set<string>();
  return mistakes.filter(({ path, expected }) => {
    const mistake = JSON.stringify([path, expected]);
    return !told.has(mistake) && told.add(mistake);
  });
}

function unknownIn(schema: object, path: Mistake['path'], input: unknown, { unknown }: Words): Mistake[] {
  const known = fieldsAt(schema, path);
  const given = Object.entries(input as object).filter(([name]) => !known.includes(name));
  return given.slice(0, MOST_UNKNOWN).map(([name, value]) => {
    const meant = nameMeant(name, known);
    return { path: [...path, name], value, expected: meant ? `${unknown}; write ${meant}` : unknown };
  });
}

interface Part {
  readonly wrapped?: Part;
  readonly item?: Part;
  readonly entries?: Readonly<Record<string, Part>>;
}

function fieldsAt(schema: object, path: Mistake['path']): string[] {
  let at = bare(schema as Part);
  for (const key of path) at = bare(typeof key === 'number' ? at?.item : at?.entries?.[key]);
  return Object.keys(at?.entries ?? {});
}

/** Without what makes it optional. */
function bare(part: Part | undefined): Part | undefined {
  return part?.wrapped ? bare(part.wrapped) : part;
}

function expectedOf({ kind, message, expected }: v.BaseIssue<unknown>, words: Words): string {
  if (kind === 'validation' || !message.startsWith('Invalid ') || expected === null) return message;
  const names: Readonly<Record<string, string>> = { ...TYPES, Object: words.object };
  const parts = expected.replace(/^\((.*)\)$/, '$1').split(' | ');
  return parts.map((one) => names[one] ?? (words.isQuoted ? one : one.replaceAll('"', ''))).join(' or ');
}

const TYPES = { string: 'a text', number: 'a number', boolean: 'true or false', Array: 'a list' };
