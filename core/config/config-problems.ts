import type * as v from 'valibot';
import { type Problem, problemAt } from '../problem.ts';
import { mistakesIn, type Words } from '../schema-mistakes.ts';

const WORDS: Words = {
  unknown: 'no such key',
  missing: 'this key, which is required',
  object: 'a mapping',
  isQuoted: false,
};

/** What valibot found wrong with config.yml: path, value and what was expected, in our words. */
export function configProblems(schema: object, issues: readonly v.BaseIssue<unknown>[]): Problem[] {
  return mistakesIn(schema, issues, WORDS).map(({ path, value, expected }) => {
    const keys = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
    const field = keys.join('').slice(1) || 'config.yml';
    return problemAt(field, value, GONE[field] ?? GONE[`${field} ${value}`] ?? expected);
  });
}

/** Keys and values of version 0.1.0 that are gone, and what to do instead. */
const GONE: Readonly<Record<string, string>> = {
  'share.mostRemakes': 'no such key any more: take it out; share.heal decides whether a share is made again',
  'share.remakeAfterSeconds':
    'no such key any more: take it out; share.heal decides whether a share is made again',
  'share.heal always': 'never or when-all-failed: always took access from those who had it',
};
