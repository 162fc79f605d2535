import type * as v from 'valibot';
import { type Problem, problemAt } from '../problem.ts';

/** What valibot found wrong with config.yml: path, value and what was expected, in our words. */
export function configProblems(issues: readonly v.BaseIssue<unknown>[]): Problem[] {
  return issues.map((issue) => {
    const keys = (issue.path ?? []).map(({ key }) =>
      typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
    );
    const value = issue.path?.at(-1)?.value ?? issue.input;
    const field = keys.join('').slice(1) || 'config.yml';
    return problemAt(field, value, goneOf(field, value) ?? expectedOf(issue));
  });
}

/** Keys and values of version 0.1.0 that are gone, and what to do instead. */
const GONE: Readonly<Record<string, string>> = {
  'share.mostRemakes': 'no such key any more: take it out; share.heal decides whether a share is made again',
  'share.remakeAfterSeconds':
    'no such key any more: take it out; share.heal decides whether a share is made again',
  'share.heal always': 'never or when-all-failed: always took access from those who had it',
};

function goneOf(field: string, value: unknown): string | undefined {
  return GONE[field] ?? GONE[`${field} ${value}`];
}

function expectedOf({ message, expected, received }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'no such key';
  if (message.startsWith('Invalid key') && received === 'undefined') return 'this key, which is required';
  if (!message.startsWith('Invalid type')) return message;
  return (
    YAML_WORDS[expected ?? ''] ?? (expected ?? message).replaceAll(/[()"]/g, '').replaceAll(' | ', ' or ')
  );
}

const YAML_WORDS: Readonly<Record<string, string>> = {
  Object: 'a mapping',
  Array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};
